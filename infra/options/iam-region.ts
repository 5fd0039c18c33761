import { Aws, CfnRule, Fn, type ICfnConditionExpression, Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { iamRegionOf as iamRegionOfPartition, iamRegions, partitionOf } from '../../rule/core/partition';
import { problem } from '../../rule/core/problem';
import { meta } from '../../rule/meta';
import { InvalidOptionsError } from './errors';
import { optionRows, type Options } from './options';
import type { Parsed } from './parse-options';
import { addWarning } from './validations';

/** The IAM region of the region's own partition. */
export const iamRegionOf = (region: string): string => iamRegionOfPartition(partitionOf(region));

const why = `AWS records ${meta.resourceType} and sends IAM's events in the partition's IAM region only`;

/** CloudFormation refuses another region before it makes anything; in a template unless a parameter allows it. */
export function refuseOtherRegions(stack: Stack, unlessAllowed?: ICfnConditionExpression): void {
  const way = unlessAllowed === undefined ? '' : ', or set AllowAnyRegion';
  new CfnRule(stack, 'InTheIamRegion', {
    ...(unlessAllowed === undefined ? {} : { ruleCondition: Fn.conditionNot(unlessAllowed) }),
    assertions: [
      {
        assert: Fn.conditionContains([...iamRegions], Aws.REGION),
        assertDescription: `${why}: deploy in ${iamRegionOf('us-east-1')} (or your partition's)${way}.`,
      },
    ],
  });
}

/**
 * Whether IAM's events reach the stack's region. One that is not known at synth passes: what it will be, only the deployment knows.
 * @throws InvalidOptionsError where it is another one, and that is not allowed
 */
export function checkRegion(
  scope: Construct,
  { options, isGiven }: Parsed,
  instead = 'or any with allowAnyRegion, scheduled scans only',
): boolean {
  const { region } = Stack.of(scope);
  const { allowAnyRegion, reevaluation } = options;
  checkArns(region, options);
  checkPackIn(region, options);
  if (Token.isUnresolved(region) || region === iamRegionOf(region)) return true;
  const refuse = (key: string, got: string, allowed: string): never => {
    throw new InvalidOptionsError([`${key}: got ${got}, allowed: ${allowed}`]);
  };
  if (!allowAnyRegion) {
    return refuse('region', JSON.stringify(region), `${iamRegionOf(region)} (${why}), ${instead}`);
  }
  if (reevaluation && isGiven('reevaluation')) {
    return refuse('reevaluation', 'true', `only in ${iamRegionOf(region)}, not in ${region}: ${why}`);
  }
  addWarning(
    scope,
    'iam-user-mfa:region',
    `${region} is not ${iamRegionOf(region)}: ${why}. Left out here: re-evaluation within minutes.`,
  );
  return false;
}

/** The same for a stack of an organization, where CloudFormation itself makes sure of a region that is not known yet. */
export function checkOrganizationRegion(stack: Stack, parsed: Parsed): boolean {
  if (Token.isUnresolved(stack.region) && !parsed.options.allowAnyRegion) refuseOtherRegions(stack);
  return checkRegion(stack, parsed, 'set by AWS_REGION or the profile');
}

/**
 * By AWS's page of each rule (`AWS Region: All supported AWS regions except ...`): neither root rule is in China or GovCloud.
 * @see https://docs.aws.amazon.com/config/latest/developerguide/root-account-mfa-enabled.html
 */
export const partitionsWithoutRootRules = { 'aws-cn': 'cn-', 'aws-us-gov': 'us-gov-' } as const;

export const hasRootRules = (region: string): boolean =>
  !Object.values(partitionsWithoutRootRules).some((prefix) => region.startsWith(prefix));

/** Where there are no root rules, a pack holds the rule or there is none. */
function checkPackIn(region: string, { excludedAccounts, packName, rootHardwareMfa, ruleIn }: Options): void {
  if (Token.isUnresolved(region) || hasRootRules(region) || ruleIn === 'conformance-pack') return;
  const problems = Object.entries({
    rootHardwareMfa: rootHardwareMfa || undefined,
    excludedAccounts: excludedAccounts.length === 0 ? undefined : excludedAccounts,
    packName: packName === optionRows.packName.default ? undefined : packName,
  })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) =>
      problem(key, value, `only with ruleIn=conformance-pack in ${region}: there is no pack otherwise`),
    );
  if (problems.length > 0) throw new InvalidOptionsError(problems);
}

/** PutMetricAlarm refuses a topic of another region, in every account, after the rollout began; a key is its region's, too. */
function checkArns(region: string, options: Options): void {
  const problems = (['notificationTopicArn', 'kmsKeyArn'] as const).flatMap((key) => {
    const value = options[key];
    if (value === undefined || Token.isUnresolved(value)) return [];
    const of = value.split(':')[3] ?? '';
    const unknown = Token.isUnresolved(region);
    if (unknown ? options.allowAnyRegion || of === iamRegionOf(of) : of === region) return [];
    const here = unknown
      ? `${iamRegionOf(of)}, where the stack belongs`
      : `${region}, the region of the stack`;
    return [problem(key, value, `one in ${here}: AWS takes none of another region or partition`)];
  });
  if (problems.length > 0) throw new InvalidOptionsError(problems);
}
