import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import * as securityHubSdk from '@aws-sdk/client-securityhub';
import { cloudTrailClient, passwordEventSource } from '../../aws/cloudtrail';
import { configClient } from '../../aws/clients/config-client';
import { answerTo } from '../../aws/clients/read-failed';
import { securityHubClient } from '../../aws/clients/security-hub-client';
import type { Connection } from '../../aws/clients/settings';
import { aggregatorOver, ConfigAggregator } from '../../aws/config/config-aggregator';
import { Runbooks, ssmClient } from '../../aws/ssm';
import { SecurityHubAdapter } from '../../aws/security-hub';
import type { Caller } from '../../aws/sts';
import { iamRegionOf } from '../../core/partition';
import { lambdaClient } from '../../doctor/function/read';
import { Reading } from '../../doctor/reading';
import { readEventRules, readNotices } from '../../doctor/reevaluation/read';
import { meta } from '../../meta';
import type { AggregatedResult } from '../../organization/ports';
import type { ConfigRule } from '../../protocol/config-rule';
import { ReadFailedError } from '../../run/failures';
import { findingId, generatorId, productArn } from '../../security-hub/asff';
import { notSubscribed } from '../../security-hub/ports';
import type { Look, RequireMfa, VerificationClock, VerificationPlaces } from '../../verification/ports';

export interface PlacesOptions {
  readonly connection: Connection;
  readonly caller: Caller;
  readonly rule: ConfigRule;
  readonly signal: AbortSignal;
  readonly clock: VerificationClock;
}

/** Whatever is deployed beside the rule, in its region. */
export class DeployedPlaces implements VerificationPlaces {
  private readonly region: string;
  private readonly connection: Connection;
  private readonly since: Date;
  private aggregatorName: Promise<string | undefined> | undefined;
  private sendsFindings: Promise<boolean> | undefined;

  constructor(private readonly options: PlacesOptions) {
    const { connection, caller, rule, clock } = options;
    this.region = rule.arn?.split(':')[3] ?? iamRegionOf(caller.partition);
    this.connection = { ...connection, region: this.region };
    // What AWS's clock calls this moment may be a little earlier.
    this.since = new Date(clock.now().getTime() - 3_600_000);
  }

  events(): Promise<Look> {
    return this.names(readEventRules, 'no EventBridge rule starts it on IAM activity (option reevaluation)');
  }

  /** The EventBridge rules that tell people of new results; `absent` where there is none. */
  notices(): Promise<Look> {
    return this.names(readNotices, 'there are no notices');
  }

  private async names(read: typeof readEventRules, absent: string): Promise<Look> {
    const { caller, signal, clock } = this.options;
    const { accountId, partition, arn: callerArn } = caller;
    const place = { accountId, partition, callerArn, region: this.region, now: clock.now() };
    const rules = await read(new Reading(place, this.connection, signal));
    if ('failure' in rules) return { failure: `${rules.failure.error} on ${rules.failure.api}` };
    if (rules.value.length === 0) return { absent };
    return { got: rules.value.map(({ name }) => name).join(', ') };
  }

  aggregated(userId: string): Promise<Look> {
    return this.inAggregator(({ resourceId }) => resourceId === userId);
  }

  async aggregatedSummary(): Promise<Look> {
    const look = await this.inAggregator(({ resourceType }) => resourceType === meta.scanResourceType);
    return 'got' in look ? { got: look.got === 'no result' ? 'not shown' : 'shown' } : look;
  }

  async finding(userId: string): Promise<Look> {
    if (!(await (this.sendsFindings ??= this.askSendsFindings())))
      return { absent: 'the rule is deployed without securityHubFindings' };
    const { signal, caller } = this.options;
    const hub = new SecurityHubAdapter({
      sdk: securityHubSdk,
      client: securityHubClient(securityHubSdk, this.connection),
      signal: () => signal,
    });
    const { accountId } = caller;
    const id = findingId(accountId, userId);
    const open = await hub.openFindings({
      accountId,
      productArn: productArn(accountId, this.region),
      generatorId,
      id,
    });
    if ('findings' in open) return { got: open.findings.some((one) => one.id === id) ? 'open' : 'none open' };
    if (open.failure.error === notSubscribed) return { absent: 'Security Hub CSPM is off' };
    throw new ReadFailedError(open.failure);
  }

  async trail(userName: string): Promise<Look> {
    const { signal, caller } = this.options;
    const client = cloudTrailClient({ ...this.connection, region: iamRegionOf(caller.partition) });
    const source = await passwordEventSource(client, signal, { userName, since: this.since });
    return { got: source ?? 'not shown' };
  }

  async runbook(action: RequireMfa, ResourceId: string, ruleName?: string): Promise<Look> {
    const { signal, clock, rule } = this.options;
    const runbooks = new Runbooks({
      client: ssmClient(this.connection),
      signal,
      pause: (milliseconds) => clock.pause(milliseconds),
    });
    const RuleName = ruleName ?? rule.name;
    const status = await runbooks.run(meta.runbooks[action].name, { ResourceId, RuleName });
    return status === undefined ? { absent: 'remediation is not deployed' } : { got: status };
  }

  private async inAggregator(wanted: (result: AggregatedResult) => boolean): Promise<Look> {
    const { signal, caller, rule } = this.options;
    const { accountId } = caller;
    const { region } = this;
    const client = configClient(this.connection);
    const name = await (this.aggregatorName ??= aggregatorOver(client, signal, { accountId, region }));
    if (name === undefined) return { absent: 'no aggregator of this account takes in its own results' };
    const aggregator = new ConfigAggregator({ client, aggregator: name, signal });
    const answer = await aggregator.resultsOf({ accountId, region, ruleName: rule.name });
    if ('failure' in answer) throw new ReadFailedError(answer.failure);
    const found = answer.results.find(wanted);
    return found === undefined
      ? { got: 'no result' }
      : { got: found.compliance, annotation: found.annotation, recordedTime: found.seenAt };
  }

  private async askSendsFindings(): Promise<boolean> {
    const { signal, rule } = this.options;
    const FunctionName = rule.sourceIdentifier?.split(':')[6];
    const command = new GetFunctionConfigurationCommand({ FunctionName });
    const client = lambdaClient(this.connection);
    const { Environment } = await answerTo('lambda:GetFunctionConfiguration', signal, () =>
      client.send(command),
    );
    return Environment?.Variables?.['SECURITY_HUB_FINDINGS'] === 'true';
  }
}
