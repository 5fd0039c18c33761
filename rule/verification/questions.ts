/** Questions that only AWS can answer: the source of docs/what-we-could-not-verify.md. A run answers them by id. */
export interface Question {
  readonly id: string;
  /** The answer that the rest of the project builds on; none where nothing depends on it. */
  readonly expected?: string;
  readonly asks: string;
  /** How a person finds out; without it, `verify` asks. */
  readonly byHand?: string;
}

const nothing = 'no result';

/** The deployed rule's answers about users whom a run makes and changes. */
export const storyQuestions = {
  'password-alone': { expected: 'NON_COMPLIANT', asks: 'A new user gets a password and no device' },
  'two-at-once': { expected: 'NON_COMPLIANT', asks: 'Another user gets a password at the same moment' },
  'password-and-device': { expected: 'COMPLIANT', asks: 'A new user gets a password and a virtual device' },
  'to-be-exempt': { expected: 'NON_COMPLIANT', asks: 'A user who is not exempt yet gets a password' },
  'no-password': { expected: nothing, asks: 'A new user gets no password' },
  'device-enrolled': {
    expected: 'COMPLIANT',
    asks: 'The user with a password alone enrols a virtual device',
  },
  'device-removed': { expected: 'NON_COMPLIANT', asks: 'The device of another user is removed' },
  'password-removed': { expected: nothing, asks: 'The password of a user without a device is removed' },
  'exempt-by-tag': { expected: nothing, asks: 'A user is exempted by the tag' },
  renamed: { expected: 'COMPLIANT', asks: 'A user is renamed: the result names the new name' },
  deleted: { expected: nothing, asks: 'A user is deleted' },
  'made-again': { expected: 'NON_COMPLIANT', asks: 'A user of the same name is made again, with a password' },
} as const satisfies Readonly<Record<string, Omit<Question, 'id'>>>;

/** Questions that a run can ask besides those of its story. */
export const openQuestions = {
  'account-result': {
    expected: 'kept and shown',
    asks: 'Whether Config keeps the scan summary on AWS::::Account of a rule whose scope is AWS::IAM::User.',
  },
  'schedule-after-start': {
    asks: 'Whether Config sends a schedule to a rule with both triggers after StartConfigRulesEvaluation, or one change a user. Both end in the same results, and a change run posts a difference or nothing.',
  },
  'unchanged-summary': {
    asks: 'Whether Config records an unchanged scan summary again. If not, its account turns stale, which fails safe.',
  },
  'user-in-another-case': { asks: 'Whether IAM finds a user by a name in another case.' },
  'wording-no-password': {
    expected: 'none',
    asks: "IAM's wording where a user has no login profile; another wording costs one GetUser.",
  },
  'wording-no-user': {
    expected: 'gone',
    asks: "IAM's wording where there is no such user; another wording costs one GetUser.",
  },
  'date-of-a-changed-password': {
    asks: 'Whether UpdateLoginProfile changes CreateDate, so that a changed password starts a new grace period.',
  },
} as const satisfies Readonly<Record<string, Omit<Question, 'id'>>>;

export type StoryId = keyof typeof storyQuestions;

/** Every question of a run, with the answer that is expected. */
export const expectedAnswers: Readonly<Record<string, string | undefined>> = Object.fromEntries(
  Object.entries({ ...storyQuestions, ...openQuestions }).map(([id, question]) => [
    id,
    'expected' in question ? question.expected : undefined,
  ]),
);

export const byHand: readonly Question[] = [
  {
    id: 'older-ordering-timestamp',
    asks: 'Whether Config keeps or drops an evaluation whose OrderingTimestamp is older than the one that it holds. Nothing depends on it: the tests hold both ways.',
    byHand:
      'Only an invocation by Config has a result token: a test rule of your own puts two evaluations, the older one last.',
  },
  {
    id: 'empty-list',
    asks: 'Whether Config minds an invocation of a change-triggered rule that is answered with an empty list of evaluations. Where it refuses the list, the evaluation is posted instead.',
    byHand: "One line of the rule's log says so: look for `empty list` after `verify`.",
  },
  {
    id: 'cloudtrail-source',
    asks: "CloudTrail's `source` and `detail-type` in aws-cn and aws-us-gov, and how late its events are.",
    byHand:
      'The seconds that `verify` shows hold the delay; in those partitions, no answer before a start means another source.',
  },
  {
    id: 'not-resource-elsewhere',
    asks: "The SCP's NotResource in aws-iso* and aws-eusc.",
    byHand: 'Attach the SCP to a sandbox OU there and sign in without MFA.',
  },
  {
    id: 'policy-variables-in-not-resource',
    asks: 'Whether an SCP fills policy variables such as `${aws:username}` in NotResource. If not, a user without MFA cannot enrol a device under the SCP; the managed policy is not concerned.',
    byHand: 'Attach the SCP to a sandbox OU, and enrol a device there as a user without MFA.',
  },
  {
    id: 'list-bucket-of-hooks',
    asks: 'Whether a Guard hook needs s3:ListBucket on the bucket of its rules. Its role has it; without it, a missing file would look like a denied one.',
    byHand: 'Deploy the hook, take the permission away, and make a user by a stack.',
  },
  {
    id: 'source-org-id',
    asks: 'Whether CloudWatch sends aws:SourceOrgID when an alarm of a member publishes to a central topic. Until then the policy of such a topic names accounts.',
    byHand: "Put that condition alone on a sandbox topic, and set a member's alarm to ALARM.",
  },
  {
    id: 'recording-mode',
    asks: 'Whether PutConfigurationRecorder without recordingMode keeps the mode that a recorder has. The commands of `doctor` repeat it.',
    byHand: 'Put a daily recorder again without recordingMode, and describe it.',
  },
  {
    id: 'automations-of-a-posting',
    asks: 'Whether Config starts automatic remediation at each posting of NON_COMPLIANT, so once a day for each such user. A second start changes nothing.',
    byHand: 'Deploy with remediation=automatic, and count the executions of the runbook after two days.',
  },
  {
    id: 'ssm-function-error',
    asks: 'Whether an SSM step fails where the function fails (AWS documents FunctionError as an output).',
    byHand: 'Start the runbook require-mfa with a resource id that is none, and look at the execution.',
  },
  {
    id: 'region-in-the-template',
    asks: "`AWS::Region` in the account template's region check.",
    byHand: "Launch the template in a region that is not IAM's: it must refuse.",
  },
  {
    id: 'organization',
    asks: "In an organization: `AWS::AccountId` in a pack's SourceIdentifier; whether a delegated administrator's pack reaches the management account; that StackSets reads the template from the bootstrap bucket with the deploying role's rights; the aggregator with its inline role; alarms to a topic in another account; the root-MFA rules in aws-iso* and aws-eusc; the real rate limits of the aggregator.",
    byHand:
      'Deploy to a sandbox organization by docs/organization.md; `doctor --organization` names what failed.',
  },
  {
    id: 'saved-queries',
    asks: 'Saved queries in China (documents contradict each other), and RemediationConfiguration in us-gov-west-1.',
    byHand: 'Deploy there: the stack says so.',
  },
  {
    id: 'mfa-key-of-aws-login',
    asks: 'Whether a sign-in by `aws login` with a password alone carries `aws:MultiFactorAuthPresent` at all. The enforcement policy denies it where the key is absent; if AWS never sends it, `aws login` is refused to members of the group even with MFA, and the console still works.',
    byHand: 'As a member of the group, `aws login` with and without MFA.',
  },
  {
    id: 'events-of-aws-login',
    asks: "Whether CloudTrail's AuthorizeOAuth2Access and CreateOAuth2Token of an IAM user have `IAMUser`, the user's id and name, and `mfaAuthenticated` (AWS's samples are a role's), and whether `aws login` moves PasswordLastUsed. Where they differ, `--sign-ins` shows no such sign-in, or one whose MFA is not known.",
    byHand:
      'As an IAM user, `aws login`; a quarter of an hour later, `scan --sign-ins 1 --sign-in-regions REGION`.',
  },
  {
    id: 'ocsf-hub',
    asks: 'Whether Security Hub (the OCSF service) shows what was imported into Security Hub CSPM.',
    byHand: 'Switch both on with securityHubFindings, and look for the finding.',
  },
  {
    id: 'retained-resources',
    asks: "`RetainExceptOnCreate`, IAM's DeleteConflict and CloudFormation's `Rules`: moto does not honour them. Template assertions and the stand-in prove ours.",
    byHand: 'Deploy with remediation and destroy: the group must stay.',
  },
  {
    id: 'other-services',
    asks: "The aggregator's view, the finding in Security Hub, and require-mfa with its undo, in one account. `verify` does not ask them yet.",
    byHand:
      '`org-report`, the Security Hub console and `remediate --action require-mfa --user-name NAME --apply`.',
  },
];

/** The lines of docs/what-we-could-not-verify.md. */
export function questionLines(): readonly string[] {
  const asked = Object.entries(openQuestions).map(
    ([id, { asks }]) => `- ${asks} [\`${id}\`: \`iam-user-mfa verify\`]`,
  );
  return [
    ...asked,
    ...byHand.map(({ id, asks, byHand: steps }) => `- ${asks} [\`${id}\`, by hand: ${steps ?? ''}]`),
  ];
}
