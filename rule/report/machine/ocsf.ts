import { partitionOfArn } from '../../core/partition';
import { byUrgency, unreadableId, type Finding, type UnreadableUser } from '../../findings/finding';
import type { KnownUser } from '../../findings/difference';
import type { ReportSubject } from '../../findings/report-subject';
import { meta } from '../../meta';
import { changeOf } from '../words/change';
import { exemptions, exemptionText } from '../words/exemptions';
import { severityOf } from '../../findings/severity';
import { signInText, unreadableSentence } from '../words/scan-words';
import { version } from '../version';

/** A member that is undefined is none in JSON. */
type Json = Readonly<Record<string, unknown>>;

/** OCSF 1.6.0 Compliance Finding, one JSON object a line; every time is epoch milliseconds. */
export function ocsfReport(subject: ReportSubject): string {
  const change = changeOf(subject.difference);
  const exempt = new Map(
    exemptions(subject.findings, subject.generatedAt).map((row) => [row.finding, exemptionText(row)]),
  );
  const time = Date.parse(subject.generatedAt);
  // An organization is in one partition.
  const partition = partitionOfArn(...subject.findings.map(({ arn }) => arn));
  const present = new Set(subject.findings.map(({ account, userId }) => `${account ?? ''}/${userId}`));
  const gone = (subject.difference?.mended ?? []).filter(
    ({ account, userId }) => !present.has(`${account ?? ''}/${userId}`),
  );
  const events = [
    ...[...subject.findings]
      .sort(byUrgency)
      .map((finding) =>
        eventOfFinding(finding, activityOf(change(finding)), exempt.get(finding), partition, time),
      ),
    ...subject.unreadable.map((user) => eventOfUnreadable(user, partition, time)),
    ...gone.map((user) => eventOfGone(user, partition, time)),
  ];
  return events.map((event) => `${JSON.stringify(event)}\n`).join('');
}

const activities = { create: [1, 'Create'], update: [2, 'Update'], close: [3, 'Close'] } as const;
type Activity = keyof typeof activities;

function activityOf(change: ReturnType<ReturnType<typeof changeOf>>): Activity {
  if (change === 'still open') return 'update';
  return change === 'fixed' ? 'close' : 'create';
}

interface Content {
  readonly uid: string;
  readonly account: string | null | undefined;
  readonly accountName?: string | null;
  readonly partition: string;
  readonly title: string;
  readonly desc: string;
  readonly created: string | null;
  readonly severity: readonly [id: number, name: string];
  readonly status: readonly [id: number, name: string];
  readonly compliance: readonly [id: number, name: string];
  readonly detail: string;
  readonly resource: Json;
  readonly unmapped?: Json;
}

function event(activity: Activity, time: number, content: Content): Json {
  const [activityId, activityName] = activities[activity];
  const { account, accountName, created, severity, status, compliance } = content;
  return {
    activity_id: activityId,
    activity_name: activityName,
    category_uid: 2,
    category_name: 'Findings',
    class_uid: 2003,
    class_name: 'Compliance Finding',
    type_uid: 200_300 + activityId,
    type_name: `Compliance Finding: ${activityName}`,
    severity_id: severity[0],
    severity: severity[1],
    status_id: status[0],
    status: status[1],
    time,
    message: content.desc,
    metadata: {
      version: '1.6.0',
      profiles: ['cloud'],
      product: { name: meta.id, vendor_name: meta.id, version },
    },
    cloud: {
      provider: 'AWS',
      region: 'global',
      cloud_partition: content.partition,
      ...(account == null
        ? {}
        : {
            account: {
              uid: account,
              type: 'AWS Account',
              type_id: 10,
              name: accountName === '' ? undefined : (accountName ?? undefined),
            },
          }),
    },
    finding_info: {
      uid: content.uid,
      title: content.title,
      desc: content.desc,
      types: ['Software and Configuration Checks/AWS Security Best Practices'],
      ...(created === null ? {} : { created_time: Date.parse(created) }),
    },
    compliance: {
      control: meta.id,
      status_id: compliance[0],
      status: compliance[1],
      status_detail: content.detail,
      requirements: Object.entries(meta.frameworks).flatMap(([name, controls]) =>
        controls.map((control) => `${name} ${control}`),
      ),
      checks: [
        {
          uid: meta.id,
          name: meta.title,
          desc: meta.description,
          status_id: compliance[0],
          status: compliance[1],
        },
      ],
    },
    remediation: {
      desc: 'Let the user assign an MFA device, best a passkey or security key, or delete the login profile of a user who needs no console sign-in.',
      references: [meta.helpUrl],
    },
    resources: [content.resource],
    unmapped: content.unmapped,
  };
}

const severities = {
  critical: [5, 'Critical'],
  high: [4, 'High'],
  informational: [1, 'Informational'],
} as const;

const verdictStatuses = {
  NON_COMPLIANT: { status: [1, 'New'], compliance: [3, 'Fail'] },
  COMPLIANT: { status: [4, 'Resolved'], compliance: [1, 'Pass'] },
  NOT_APPLICABLE: { status: [99, 'Not Applicable'], compliance: [99, 'Not Applicable'] },
} as const;

function eventOfFinding(
  finding: Finding,
  activity: Activity,
  exemption: string | undefined,
  partition: string,
  time: number,
): Json {
  const { account, accountName, userId, userName, arn, verdict, annotation } = finding;
  const { status, compliance } = verdictStatuses[verdict];
  return event(activity, time, {
    uid: `${meta.id}/${account ?? ''}/${userId}`,
    account,
    accountName,
    partition,
    title: `${meta.title}: ${userName}`,
    desc: annotation,
    created: finding.passwordCreatedAt,
    severity: severities[severityOf(finding)],
    status: exemption === undefined ? status : [3, 'Suppressed'],
    compliance,
    detail: exemption === undefined ? finding.reason : `exempt: ${exemption}`,
    resource: {
      type: meta.resourceType,
      uid: userId,
      ...(arn === '' ? {} : { uid_alt: arn }),
      name: userName,
      region: 'global',
      cloud_partition: partition,
      ...(finding.owner === undefined || finding.owner === null ? {} : { owner: { name: finding.owner } }),
    },
    unmapped: {
      location: finding.location,
      reason: finding.reason,
      mfaKinds: finding.mfaKinds,
      mfaRead: finding.mfaRead,
      privileges: finding.privileges,
      ...(finding.passwordLastUsed == null ? {} : { passwordLastUsed: finding.passwordLastUsed }),
      ...(finding.signIn === undefined ? {} : { signIn: signInText(finding) }),
    },
  });
}

function eventOfUnreadable(user: UnreadableUser, partition: string, time: number): Json {
  const who = user.userName ?? user.location?.address ?? `account ${user.account ?? 'unknown'}`;
  const text = unreadableSentence(user);
  return event('create', time, {
    uid: `${meta.id}/${user.account ?? ''}/unreadable/${unreadableId(user)}`,
    account: user.account,
    partition,
    title: `${meta.title}: ${who} could not be checked`,
    desc: text,
    created: null,
    severity: [3, 'Medium'],
    status: [1, 'New'],
    compliance: [2, 'Warning'],
    detail: text,
    ...(user.location === undefined ? {} : { unmapped: { location: user.location } }),
    resource: {
      ...(user.userName !== null
        ? { type: meta.resourceType }
        : user.location === undefined
          ? { type: meta.scanResourceType }
          : {}),
      name: who,
      region: 'global',
      cloud_partition: partition,
    },
  });
}

/** Open in the baseline, and no user of this scan any more. */
function eventOfGone({ account, userId, userName }: KnownUser, partition: string, time: number): Json {
  const text = `${userName ?? userId} is no longer without sufficient MFA.`;
  return event('close', time, {
    uid: `${meta.id}/${account ?? ''}/${userId}`,
    account,
    partition,
    title: `${meta.title}: ${userName ?? userId}`,
    desc: text,
    created: null,
    severity: severities.informational,
    status: [4, 'Resolved'],
    compliance: [1, 'Pass'],
    detail: text,
    resource: { type: meta.resourceType, uid: userId, region: 'global', cloud_partition: partition },
  });
}
