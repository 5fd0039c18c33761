import { InvalidParametersError } from '../../core/errors';
import { parseRuleParameters } from '../../core/rule-parameters';
import { meta } from '../../meta';
import { parseScanSummary } from '../../protocol/scan-summary';
import { checked, missing, ok, plural, quoted, unknown, warning, type Check } from '../check';
import type { Deployment, Place } from '../place';
import type { DeployedRule, HeldSummary, RuleFacts, RulesFacts, RuleStatus } from './facts';

type Facts = RulesFacts & Place;

/** The rule: there, active, this project's, with parameters that it can read, and evaluating. */
export function checkRule(facts: Facts, deployment: Deployment): readonly Check[] {
  return checked('rule', 'The rule', facts.rules, (rules) => {
    if (rules.length === 0)
      return [
        missing(
          'rule',
          `AWS Config has no rule ${meta.id} in ${facts.region}: no user of this account is evaluated.`,
          deployment.deployCommand,
        ),
      ];
    const several = rules.length > 1 ? [severalRules(rules)] : [];
    return [...several, ...rules.flatMap((rule) => checkOne(rule, facts, deployment))];
  });
}

const severalRules = (rules: readonly RuleFacts[]): Check =>
  warning(
    'rule',
    `There are ${rules.length} rules (${rules.map(({ rule }) => rule.name).join(', ')}), so two sets of verdicts and two bills. Keep one: destroy the account stack or take the account out of the pack.`,
    'npx cdk destroy IamUserMfa',
  );

function checkOne(facts: RuleFacts, account: Facts, deployment: Deployment): readonly Check[] {
  const { rule } = facts;
  const foreign = notOurs(rule, account);
  if (foreign !== undefined) return [missing('rule', foreign, deployment.deployCommand)];
  if (!['ACTIVE', 'EVALUATING'].includes(rule.state))
    return [
      missing(
        'rule',
        `The rule ${rule.name} is ${rule.state}, so it evaluates no user.`,
        deployment.deployCommand,
      ),
    ];
  return [
    ok('rule', `The rule ${rule.name} is ${rule.state} and runs the function ${functionName(rule)}.`),
    parametersOf(rule, deployment),
    lastRun(facts, account),
    lastScan(facts, account),
  ];
}

const functionArn = /^arn:[^:]+:lambda:([^:]+):(\d{12}):function:([^:]+)$/;
const functionName = ({ sourceIdentifier }: DeployedRule): string =>
  functionArn.exec(sourceIdentifier ?? '')?.[3] ?? 'of an unknown name';

/** Another rule of this name would be believed: its verdicts are not this project's. */
function notOurs(rule: DeployedRule, { accountId, region }: Facts): string | undefined {
  const { name, owner, sourceIdentifier } = rule;
  if (owner !== 'CUSTOM_LAMBDA')
    return `The rule ${name} is not this project's: its owner is ${owner}, not CUSTOM_LAMBDA.`;
  const [, inRegion, ofAccount] = functionArn.exec(sourceIdentifier ?? '') ?? [];
  if (inRegion === region && ofAccount === accountId) return undefined;
  return `The rule ${name} is not this project's: it runs ${sourceIdentifier ?? 'no function'}, which is no function of this account and region.`;
}

function parametersOf(rule: DeployedRule, deployment: Deployment): Check {
  try {
    parseRuleParameters(rule.inputParameters);
    const { inputParameters } = rule;
    const set = inputParameters === undefined || inputParameters === '{}' ? 'the defaults' : inputParameters;
    return ok('parameters', `The rule's parameters are valid: ${set}.`);
  } catch (error) {
    if (!(error instanceof InvalidParametersError)) throw error;
    return missing(
      'parameters',
      `The rule cannot read its parameters, so every run fails: ${error.problems.join('; ')}. Correct them in cdk.json and deploy again.`,
      deployment.deployCommand,
    );
  }
}

const seconds = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, 'Z');

const logCommand = (rule: DeployedRule, region: string): string =>
  `aws logs tail --region ${region} --since 1d "$(aws lambda get-function-configuration --region ${region} --function-name ${quoted(
    functionName(rule),
  )} --query LoggingConfig.LogGroup --output text)"`;

function lastRun({ rule, status }: RuleFacts, { region }: Facts): Check {
  if ('failure' in status) return unknown('last-run', 'When the rule last ran', status.failure);
  const run: RuleStatus | undefined = status.value;
  // AWS has a status of every rule, one that never ran among them.
  if (run === undefined)
    return unknown('last-run', 'When the rule last ran', {
      api: 'config:DescribeConfigRuleEvaluationStatus',
      error: 'MalformedResponse',
    });
  if (run.lastSuccess === undefined && run.lastFailure === undefined && run.lastErrorCode === undefined)
    return warning(
      'last-run',
      `The rule ${rule.name} has not run yet; AWS Config runs it within its first period.`,
      startCommand(rule, region),
    );
  const { lastSuccess, lastFailure, lastErrorCode, lastErrorMessage } = run;
  const failedLast = lastFailure !== undefined && (lastSuccess === undefined || lastFailure > lastSuccess);
  if (!failedLast && lastErrorCode === undefined)
    return ok('last-run', `The rule last succeeded at ${seconds(lastSuccess ?? new Date(0))}.`);
  if (!failedLast && lastFailure !== undefined)
    return ok(
      'last-run',
      `The rule last succeeded at ${seconds(lastSuccess ?? new Date(0))}; before that it failed (${lastErrorCode ?? 'no code'}).`,
    );
  const when = lastFailure === undefined ? '' : ` at ${seconds(lastFailure)}`;
  const why = [lastErrorCode, lastErrorMessage].filter((part) => part !== undefined).join(': ');
  return missing(
    'last-run',
    `The rule's last run failed${when} (${why === '' ? 'AWS Config gives no reason' : why}), so what AWS Config shows is old. Its log says what could not be read.`,
    logCommand(rule, region),
  );
}

const startCommand = (rule: DeployedRule, region: string): string =>
  `aws configservice start-config-rules-evaluation --region ${region} --config-rule-names ${quoted(rule.name)}`;

function hoursOf(frequency: string | undefined): number {
  const known: Readonly<Record<string, number>> = meta.schedules;
  return known[frequency ?? ''] ?? meta.schedules.Six_Hours;
}

/** A scan may come late once: two periods make the results old, as for org-report. */
function lastScan({ rule, summary }: RuleFacts, { region, now }: Facts): Check {
  const start = startCommand(rule, region);
  if ('failure' in summary) return unknown('last-scan', 'The last scan summary', summary.failure);
  const held: HeldSummary | undefined = summary.value;
  if (held === undefined)
    return missing(
      'last-scan',
      'AWS Config holds no scan summary: no scan has completed, so a list without users proves nothing.',
      start,
    );
  const hours = Math.max(0, (now.getTime() - held.recordedAt.getTime()) / 3_600_000);
  const age = hours < 1 ? 'less than an hour' : plural(Math.floor(hours), 'hour');
  const at = `The last scan summary is ${age} old (${seconds(held.recordedAt)})`;
  if (hours > 2 * hoursOf(rule.frequency))
    return missing('last-scan', `${at}, more than two periods: what AWS Config shows is out of date.`, start);
  if (parseScanSummary(held.annotation)?.complete !== true)
    return missing('last-scan', `${at} and says: ${held.annotation}`, logCommand(rule, region));
  return ok('last-scan', `${at}. ${held.annotation}`);
}
