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

interface StoryQuestion {
  readonly expected: string;
  /** By what the deployed rule can answer it at all. */
  readonly needs?: 'a device that counts' | 'a tag that exempts';
}

/** The deployed rule's answers about users whom a run makes and changes, and those of what is deployed with it. */
export const storyQuestions = {
  'password-alone': { expected: 'NON_COMPLIANT' },
  'two-at-once': { expected: 'NON_COMPLIANT' },
  'password-and-device': { expected: 'COMPLIANT', needs: 'a device that counts' },
  'to-be-exempt': { expected: 'NON_COMPLIANT', needs: 'a tag that exempts' },
  'no-password': { expected: nothing },
  'by-events': { expected: 'by itself' },
  'aggregator-result': { expected: 'NON_COMPLIANT' },
  'finding-opened': { expected: 'open' },
  'require-mfa': { expected: 'in the group' },
  'undo-require-mfa': { expected: 'in no group' },
  'device-enrolled': { expected: 'COMPLIANT', needs: 'a device that counts' },
  'device-removed': { expected: 'NON_COMPLIANT', needs: 'a device that counts' },
  'password-removed': { expected: nothing },
  'exempt-by-tag': { expected: nothing, needs: 'a tag that exempts' },
  'finding-archived': { expected: 'none open', needs: 'a device that counts' },
  renamed: { expected: 'COMPLIANT', needs: 'a device that counts' },
  deleted: { expected: nothing },
  'made-again': { expected: 'NON_COMPLIANT' },
} as const satisfies Readonly<Record<string, StoryQuestion>>;

/** Questions that a run can ask besides those of its story. */
export const openQuestions = {
  'account-result': {
    expected: 'kept and shown',
    asks: 'Whether Config keeps the scan summary on AWS::::Account of a rule whose scope is AWS::IAM::User.',
  },
  'aggregator-summary': {
    expected: 'shown',
    asks: 'Whether an aggregator shows that scan summary: org-report reads it there.',
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
  'cloudtrail-source': {
    expected: 'iam.amazonaws.com',
    asks: "CloudTrail's source of IAM's events, and how late they are in its history. In aws-cn and aws-us-gov nobody has looked; EventBridge's `source` and `detail-type` there are those of `by-events`.",
  },
  'ssm-function-error': {
    expected: 'Failed',
    asks: 'Whether an SSM step fails where the function fails (AWS documents FunctionError as an output).',
  },
} as const satisfies Readonly<Record<string, Omit<Question, 'id'>>>;

export type StoryId = keyof typeof storyQuestions;
export type QuestionId = StoryId | keyof typeof openQuestions;

/** Every question of a run, with the answer that is expected. */
export const runQuestions: ReadonlyMap<string, Partial<StoryQuestion> & Partial<Question>> = new Map<
  string,
  Partial<StoryQuestion> & Partial<Question>
>(Object.entries({ ...storyQuestions, ...openQuestions }));

export const byHand: readonly Question[] = [
  {
    id: 'older-ordering-timestamp',
    asks: 'Whether Config keeps or drops an evaluation whose OrderingTimestamp is older than the one that it holds. Nothing depends on it: the tests hold both ways.',
    byHand:
      'Only an invocation by Config has a result token, so it takes a rule of your own: a function that calls PutEvaluations twice for one resource, NON_COMPLIANT first, then COMPLIANT with an OrderingTimestamp an hour older; `aws configservice get-compliance-details-by-config-rule --config-rule-name NAME` shows which is kept.',
  },
  {
    id: 'empty-list',
    asks: 'Whether Config minds an invocation of a change-triggered rule that is answered with an empty list of evaluations. Where it refuses the list, the evaluation is posted instead.',
    byHand:
      "`verify` makes a user without a password, which is such an invocation: after it, `aws configservice describe-config-rule-evaluation-status --config-rule-names iam-user-mfa` shows LastErrorCode, and `aws logs filter-log-events` over the function's log group with `--filter-pattern '\"answer without evaluations\"'` the line of a refusal.",
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
    id: 'region-in-the-template',
    asks: "`AWS::Region` in the account template's region check.",
    byHand: "Launch the template in a region that is not IAM's: it must refuse.",
  },
  {
    id: 'organization',
    asks: "In an organization: `AWS::AccountId` in a pack's SourceIdentifier; that StackSets reads the template from the bootstrap bucket with the deploying role's rights; the aggregator with its inline role; alarms to a topic in another account; the root-MFA rules in aws-iso* and aws-eusc; the real rate limits of the aggregator.",
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
