import { byUrgency } from '../../findings/finding';
import type { ReportSubject } from '../../findings/report-subject';
import { asffOfFinding, asffOfUnreadable, type AsffContext } from '../../security-hub/asff';

const iamRegions: Readonly<Record<string, string>> = {
  aws: 'us-east-1',
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
  'aws-eusc': 'eusc-de-east-1',
  'aws-iso': 'us-iso-east-1',
  'aws-iso-b': 'us-isob-east-1',
};

/** AWS Security Finding Format: a JSON array. Each finding can only be imported from its own account. */
export function asffReport(subject: ReportSubject): string {
  const known = subject.findings.find(({ arn }) => arn !== '')?.arn;
  const partition = /^arn:([\w-]+):/.exec(known ?? '')?.[1] ?? 'aws';
  const contextOf = (account: string | null | undefined): AsffContext => ({
    accountId: account ?? '000000000000',
    region: iamRegions[partition] ?? 'us-east-1',
    now: new Date(subject.generatedAt),
  });
  const findings = [
    ...[...subject.findings]
      .sort(byUrgency)
      .map((finding) => asffOfFinding(finding, contextOf(finding.account))),
    ...subject.unreadable.map((user) => asffOfUnreadable(user, contextOf(user.account))),
  ];
  return `${JSON.stringify(findings, null, 2)}\n`;
}
