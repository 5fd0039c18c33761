import { problem, quote } from '../../rule/core/problem';
import { all, any, differs, hasTopic, is, isSet, type Key, type Logic, not, on, type Test } from './logic';
import { options, type Place } from './options';

/** An option, when it needs something, what that is, and the sentence; both CDK and the templates refuse it otherwise. */
interface Contradiction {
  readonly key: Key;
  readonly when: Test;
  readonly needs: Test;
  readonly text: string;
  /** The option that it contradicts, where the message names that option's value. */
  readonly beside?: Key;
  /** @default - everywhere */
  readonly places?: readonly Place[];
}

type More = Pick<Contradiction, 'beside' | 'places'>;
const row = (key: Key, when: Test, needs: Test, text: string, more: More = {}): Contradiction => ({
  key,
  when,
  needs,
  text,
  ...more,
});

const always: Test = (logic) => logic.all();
const no = 'it has no effect otherwise';
const remediates = not(is('remediation', 'off'));
const inPack = is('ruleIn', 'conformance-pack');
const aggregates = any(on('aggregator'), isSet('aggregatorName'));
/** Asked for, or by default: where there is what it reads and whom it tells. */
export const reports = any(
  is('organizationReport', 'weekly'),
  is('organizationReport', 'daily'),
  all(is('organizationReport', ''), aggregates, isSet('notificationTopicArn')),
);
const delegated = is('deployFrom', 'delegated-administrator');
const notices = any(not(is('alarms', 'false')), on('complianceNotice'), on('criticalFindingNotice'));
const { account, organization } = { account: ['account'], organization: ['organization'] } as const;

export const contradictions: readonly Contradiction[] = [
  row(
    'notificationTopicArn',
    isSet('notificationTopicArn'),
    is('notificationEmail', ''),
    'only without notificationEmail, one of the two',
  ),
  row(
    'complianceNotice',
    on('complianceNotice'),
    hasTopic,
    'only with notificationEmail or notificationTopicArn, which say where notices go',
  ),
  row(
    'securityHubInsight',
    on('securityHubInsight'),
    on('securityHubFindings'),
    `only with securityHubFindings, ${no}`,
  ),
  row(
    'criticalFindingNotice',
    on('criticalFindingNotice'),
    on('securityHubFindings'),
    `only with securityHubFindings, ${no}`,
  ),
  row(
    'criticalFindingNotice',
    on('criticalFindingNotice'),
    on('rankPrivileges'),
    `only with rankPrivileges, which alone makes a finding critical, ${no}`,
  ),
  row(
    'criticalFindingNotice',
    on('criticalFindingNotice'),
    hasTopic,
    `only with notificationEmail or notificationTopicArn, ${no}`,
  ),
  row(
    'criticalFindingNotice',
    on('criticalFindingNotice'),
    not(on('complianceNotice')),
    'only without complianceNotice, which tells of the same users',
  ),
  ...(
    ['remediationAction', 'removeConsoleAccess', 'allowFirstPasswordChange', 'auditRetentionDays'] as const
  ).map((key) =>
    row(key, differs(key), remediates, `only with remediation manual or automatic, ${no}`, {
      beside: 'remediation',
    }),
  ),
  row(
    'remediationAction',
    is('remediationAction', 'remove-console-access'),
    not(is('remediation', 'automatic')),
    'require-mfa, the one step that can be undone',
    { beside: 'remediation' },
  ),
  row(
    'removeConsoleAccess',
    all(remediates, is('remediationAction', 'remove-console-access')),
    on('removeConsoleAccess'),
    'true with remediationAction "remove-console-access"',
  ),
  row('maxExemptDays', differs('maxExemptDays'), isSet('exemptTagKey'), `only with exemptTagKey, ${no}`),
  ...(['notificationEmail', 'notificationTopicArn'] as const).map((key) =>
    row(key, isSet(key), notices, `only with alarms or a notice, ${no}`, { places: account }),
  ),
  row(
    'notificationTopicArn',
    isSet('notificationTopicArn'),
    any(notices, reports),
    `only with alarms or a report, ${no}`,
    {
      places: organization,
    },
  ),
  row(
    'organizationalUnitIds',
    always,
    isSet('organizationalUnitIds'),
    options.organizationalUnitIds.allowed,
    { places: organization },
  ),
  row(
    'memberExcludedAccounts',
    isSet('memberExcludedAccounts'),
    not(on('autoDeployment')),
    'only with autoDeployment=false, because automatic deployment ignores it; leave accounts out by their OU (organizationalUnitIds)',
    { places: organization },
  ),
  row('memberDependsOn', isSet('memberDependsOn'), on('autoDeployment'), `only with autoDeployment, ${no}`, {
    places: organization,
  }),
  row(
    'managementAccountId',
    isSet('managementAccountId'),
    any(delegated, all(remediates, inPack)),
    `only with deployFrom=delegated-administrator, or with remediation in a conformance pack, ${no}`,
    { places: organization },
  ),
  row(
    'managementAccountId',
    all(remediates, inPack, delegated),
    isSet('managementAccountId'),
    "the management account's id, which Config replaces by each member's in the remediation of a conformance pack",
    { places: organization },
  ),
  ...(['reportHour', 'reportRetentionDays'] as const).map((key) =>
    row(key, differs(key), reports, `only with organizationReport weekly or daily, ${no}`, {
      beside: 'organizationReport',
      places: organization,
    }),
  ),
  row(
    'aggregatorName',
    all(isSet('aggregatorName'), not(on('aggregator'))),
    reports,
    `only with organizationReport weekly or daily, which read it, ${no}`,
    { beside: 'aggregator', places: organization },
  ),
  row('organizationReport', reports, aggregates, 'only with the aggregator, which the report reads', {
    beside: 'aggregator',
    places: organization,
  }),
  row(
    'alarms',
    is('alarms', 'all'),
    isSet('notificationTopicArn'),
    'only with notificationTopicArn in an organization: an alarm that nobody hears costs as much',
    { places: ['organization', 'member'] },
  ),
  row(
    'objectLockDays',
    isSet('objectLockDays'),
    reports,
    `only with organizationReport weekly or daily, ${no}`,
    {
      places: organization,
    },
  ),
];

const at = (place: Place) =>
  contradictions.filter(({ places }) => places === undefined || places.includes(place));

/** Values that each option allows and all of them together do not, and those that the others leave without effect. */
export function contradictionsOf(
  place: Place,
  logic: Logic<boolean>,
  valueOf: (key: Key) => unknown,
): readonly string[] {
  return at(place)
    .filter(({ when, needs }) => when(logic) && !needs(logic))
    .map(({ key, text, beside }) =>
      beside === undefined
        ? problem(key, valueOf(key), text)
        : `${key}: got ${quote(valueOf(key))} beside ${beside} ${quote(valueOf(beside))}, allowed: ${text}`,
    );
}

/**
 * The same for templates: what holds in every place, each with its sentence. With those of one place, too, CloudFormation's own
 * validator gives up (W9052, its budget is exhausted) and sees less than without them.
 */
export const assertionsOf = <T>(
  logic: Logic<T>,
): readonly { readonly key: Key; readonly when: T; readonly assert: T; readonly text: string }[] =>
  contradictions
    .filter(({ places }) => places === undefined)
    .map(({ key, when, needs, text }) => ({ key, when: when(logic), assert: needs(logic), text }));
