import { createHash } from 'node:crypto';
import type { AccountScan } from '../../findings/account-scan';
import type { Finding, UnreadableUser } from '../../findings/finding';
import { accountTitle } from '../../findings/report-subject';
import { meta } from '../../meta';
import { escape } from '../text/markdown';
import { version } from '../version';
import { unreadableText } from '../words/scan-words';
import { count, plain } from '../words/words';
import { scanFigures } from './envelope';

/** The control of NIST SP 800-53 that the finding is for, as OSCAL's catalogs name it. */
const control = 'IA-2(1)' satisfies (typeof meta.frameworks)['NIST SP 800-53 Rev. 5'][number];
const controlId = control.toLowerCase().replace(/\((\d+)\)/, '.$1');

export interface OscalRun {
  readonly startedAt: string;
  readonly endedAt: string;
  readonly bundleSha256: string;
}

/** A version 5 UUID: the same things have the same one in every run of the same scan, and in no other. */
function uuidOf(...names: readonly string[]): string {
  const text = ['urn', meta.id, ...names].join('\0');
  const bytes = createHash('sha1').update(text).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A value has no line ends, and does not begin or end with a space: OSCAL's string. */
const prop = (name: string, value: string | number | boolean) => ({
  name,
  // A URL of a name that nobody can own (RFC 2606): some readers take no URN.
  ns: `https://${meta.id}.invalid/oscal`,
  value: plain(String(value)) || '-',
});

/** Titles and descriptions are Markdown in OSCAL. */
const prose = (text: string): string => escape(text) || '-';

/**
 * OSCAL 1.1.3 assessment results of one scan: an observation of every user, of every user who could not be read, and of the
 * population; one finding for the control. What was not read is never satisfied.
 * @see https://pages.nist.gov/OSCAL/reference/1.1.3/assessment-results/
 */
export function oscalAssessmentResults(scan: AccountScan, run: OscalRun): string {
  const { startedAt, endedAt, bundleSha256 } = run;
  const of = (...names: readonly string[]): string =>
    uuidOf(scan.account ?? 'unknown', startedAt, endedAt, ...names);
  const tool = uuidOf('tool', version, bundleSha256);
  const figures = scanFigures(scan);
  const title = accountTitle(scan.account, scan.accountName);

  const observation = (id: string, name: string, text: string, props: object[], subjects: object) => ({
    uuid: of('observation', id),
    title: prose(name),
    description: prose(text),
    props,
    methods: ['TEST'],
    origins: [{ actors: [{ type: 'tool', 'actor-uuid': tool }] }],
    ...subjects,
    collected: endedAt,
  });
  const population = observation(
    'population',
    'Population',
    `${count(figures.users, 'IAM user was', 'IAM users were')} decided and ${figures.unreadable} could not be read.`,
    Object.entries({ ...figures, counted: scan.completeness?.counted ?? 'unknown' }).map(([name, value]) =>
      prop(name, value),
    ),
    {},
  );
  const subjectOf = (id: string, name: string) => ({
    subjects: [{ 'subject-uuid': of('user', id), type: 'inventory-item', title: prose(name) }],
  });
  const ofUser = (user: Finding) =>
    observation(
      user.userId,
      user.userName,
      user.annotation,
      [
        prop('verdict', user.verdict),
        prop('reason', user.reason),
        ...(user.mfaEnforced === undefined ? [] : [prop('mfa-enforced', user.mfaEnforced)]),
      ],
      subjectOf(user.userId, user.userName),
    );
  const unreadId = ({ userName }: UnreadableUser, index: number): string =>
    `unread ${index} ${userName ?? ''}`;
  const ofUnread = (user: UnreadableUser, index: number) =>
    observation(
      unreadId(user, index),
      user.userName ?? title,
      unreadableText(user),
      [prop('verdict', 'UNREADABLE'), prop('reason', 'could-not-be-read')],
      user.userName === null ? {} : subjectOf(unreadId(user, index), user.userName),
    );
  const observations = [population, ...scan.findings.map(ofUser), ...scan.unreadable.map(ofUnread)];
  const item = (id: string, name: string, props: readonly object[]) => ({
    uuid: of('user', id),
    description: prose(`IAM user ${name}`),
    props,
  });
  const items = [
    ...scan.findings.map(({ userId, userName, arn }) =>
      item(userId, userName, [
        { name: 'asset-id', value: plain(arn) || '-' },
        prop('user-name', userName),
        prop('user-id', userId),
      ]),
    ),
    ...scan.unreadable.flatMap((user, index) =>
      user.userName === null
        ? []
        : [item(unreadId(user, index), user.userName, [prop('user-name', user.userName)])],
    ),
  ];
  const plan = of('no plan');

  return `${JSON.stringify(
    {
      'assessment-results': {
        uuid: of('assessment results'),
        metadata: {
          title: prose(`${meta.title}: ${title}`),
          'last-modified': endedAt,
          version: endedAt,
          'oscal-version': '1.1.3',
        },
        'import-ap': { href: `#${plan}` },
        results: [
          {
            uuid: of('result'),
            title: prose(`${meta.title}: ${title}`),
            description: `One scan of one moment by ${meta.id} ${version}.`,
            start: startedAt,
            end: endedAt,
            props: [prop('account', scan.account ?? 'unknown'), prop('complete', scan.complete)],
            'local-definitions': {
              components: [
                {
                  uuid: tool,
                  type: 'software',
                  title: meta.id,
                  description: 'Reads IAM and decides; it changes nothing.',
                  props: [{ name: 'version', value: version }, prop('bundle-sha256', bundleSha256)],
                  status: { state: 'operational' },
                },
              ],
              ...(items.length === 0 ? {} : { 'inventory-items': items }),
            },
            'reviewed-controls': {
              'control-selections': [{ 'include-controls': [{ 'control-id': controlId }] }],
            },
            observations,
            findings: [
              {
                uuid: of('finding'),
                title: `${control}: ${meta.title}`,
                description: `NIST SP 800-53 Rev. 5, ${control}, as far as MFA of IAM users with a console password is asked for. It says nothing of roles, the root user, IAM Identity Center or access keys.`,
                origins: [{ actors: [{ type: 'tool', 'actor-uuid': tool }] }],
                target: { type: 'objective-id', 'target-id': `${controlId}_obj`, status: statusOf(figures) },
                'related-observations': observations.map(({ uuid }) => ({ 'observation-uuid': uuid })),
              },
            ],
          },
        ],
        'back-matter': {
          resources: [
            {
              uuid: plan,
              title: 'No assessment plan',
              description: `This is a scan without an assessment plan; its parameters are in parameters.json of the same evidence.`,
            },
          ],
        },
      },
    },
    null,
    2,
  )}\n`;
}

function statusOf({ complete, withoutMfa, exempt, inGrace }: ReturnType<typeof scanFigures>): object {
  if (withoutMfa > 0) return { state: 'not-satisfied', reason: 'fail' };
  const why = [
    ...(complete ? [] : ['Not every user could be read.']),
    ...(exempt + inGrace > 0
      ? [`${exempt} exempt and ${inGrace} in the grace period have no sufficient MFA.`]
      : []),
  ];
  return why.length === 0
    ? { state: 'satisfied', reason: 'pass' }
    : { state: 'not-satisfied', reason: 'other', remarks: why.join(' ') };
}
