// What may never be, whatever AWS answered: the worlds stand still, so that the truth is known.
import { requiredGroup } from '../entries/required-group';
import type { World } from './one-address';

const accountLine = 'AWS::::Account';

const truth: Readonly<Record<string, string>> = {
  AIDAALICE: 'NON_COMPLIANT',
  AIDABOB: 'COMPLIANT',
  AIDACAROL: 'COMPLIANT',
  AIDADAVE: 'NOT_APPLICABLE',
  AIDAERIN: 'NOT_APPLICABLE',
  AIDAGONE: 'NOT_APPLICABLE',
};

const postedTo = ({ standin }: World) => standin.store.config.puts.flatMap(({ evaluations }) => evaluations);

/** No verdict for the unread, nothing cleared on doubt, no complete scan that was none, no finding that is not true. */
export function postedWrongly(world: World): readonly string[] {
  const problems: string[] = [];
  for (const { ComplianceResourceType, ComplianceResourceId, ComplianceType, Annotation } of postedTo(
    world,
  )) {
    if (ComplianceResourceType !== accountLine) {
      if (truth[ComplianceResourceId] !== ComplianceType)
        problems.push(`${ComplianceResourceId} was posted as ${ComplianceType}`);
    } else if (ComplianceType === 'COMPLIANT') {
      if (
        !/^Scan complete: 5 users, 4 with a console password, 1 without sufficient MFA, 1 exempt/.test(
          Annotation ?? '',
        )
      )
        problems.push(`the scan's line is '${Annotation ?? ''}'`);
    }
  }
  for (const finding of world.standin.store.account().securityHub.findings) {
    const id = String(finding['Id']).split('/').at(-1) ?? '';
    const isOpen = finding['RecordState'] === 'ACTIVE' && statusOf(finding) === 'FAILED';
    if (isOpen !== (truth[id] === 'NON_COMPLIANT'))
      problems.push(`Security Hub holds a wrong finding for ${id}`);
  }
  return problems;
}

function statusOf(finding: Readonly<Record<string, unknown>>): unknown {
  const compliance = finding['Compliance'];
  return typeof compliance === 'object' && compliance !== null && 'Status' in compliance
    ? compliance.Status
    : undefined;
}

/** Config holds what is true of these. */
export const unfinishedScan =
  (ids: readonly string[]) =>
  (world: World): readonly string[] => {
    const held = new Map(
      world.standin.store.config
        .held('iam-user-mfa')
        .map(({ resourceId, complianceType }) => [resourceId, complianceType]),
    );
    return ids
      .filter((id) => (held.get(id) ?? 'NOT_APPLICABLE') !== truth[id])
      .map((id) => `Config holds ${held.get(id) ?? 'nothing'} of ${id}`);
  };

export const startedNothing = ({ started }: World): readonly string[] =>
  started.length > 0 ? [] : ['no evaluation was started'];

const groupsOf = ({ standin }: World, userName: string): readonly string[] =>
  [...standin.store.iam.user(userName).groups].map(({ groupName }) => groupName);
const hasPassword = ({ standin }: World, userName: string): boolean =>
  standin.store.iam.user(userName).loginProfile !== undefined;

/** The user with MFA is never touched, and of the other nothing but what was asked for. */
export const changedAnother =
  (action: string) =>
  (world: World): readonly string[] => [
    ...(groupsOf(world, 'bob').length > 0 ? ['bob is in a group'] : []),
    ...(hasPassword(world, 'bob') ? [] : ['bob has lost the password']),
    ...(action === 'remove-console-access' || hasPassword(world, 'alice')
      ? []
      : ['alice has lost the password']),
  ];

export const tookNoStep =
  (action: string) =>
  (world: World, answer: unknown): readonly string[] => {
    const said = JSON.stringify(answer);
    if (action === 'remove-console-access')
      return hasPassword(world, 'alice') ? [`alice still has the password: ${said}`] : [];
    const isMember = groupsOf(world, 'alice').includes(requiredGroup);
    if (isMember === (action === 'require-mfa')) return [];
    return [`alice is ${isMember ? 'still' : 'not'} in the group: ${said}`];
  };

/** A report that says it is complete has both accounts, and alice in both. */
export function reportedWrongly({ places }: World): readonly string[] {
  return [...places.objects]
    .filter(([path]) => path.endsWith('report.json'))
    .flatMap(([path, text]) => {
      const { complete, accounts, totals } = JSON.parse(text) as Record<string, unknown>;
      const count = Array.isArray(accounts) ? accounts.length : 0;
      const isWhole = count === 2 && text.split('"AIDAALICE"').length === 3;
      return complete === true && !isWhole
        ? [`${path} is complete with ${count} accounts: ${JSON.stringify(totals)}`]
        : [];
    });
}

/** The first try was carried out and its answer lost: to the second one Config says "one a minute", and SQS delivers again. */
export const isDeliveredAgain = (message: string): boolean =>
  message.startsWith('LimitExceeded on config:StartConfigRulesEvaluation');
