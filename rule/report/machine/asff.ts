import { iamRegionOf, partitionOfArn } from '../../core/partition';
import { byUrgency, type Finding } from '../../findings/finding';
import type { ReportSubject } from '../../findings/report-subject';
import { changeOf } from '../words/change';
import { signInText } from '../words/scan-words';
import { asffOfFinding, asffOfUnreadable, type AsffContext } from '../../security-hub/asff';

/** AWS Security Finding Format: a JSON array. Each finding can only be imported from its own account. */
export function asffReport(subject: ReportSubject): string {
  const region = iamRegionOf(partitionOfArn(...subject.findings.map(({ arn }) => arn)));
  const contextOf = (account: string | null | undefined): AsffContext => ({
    accountId: account ?? '000000000000',
    region,
    now: new Date(subject.generatedAt),
  });
  const change = changeOf(subject.difference);
  const fieldsOf = (finding: Finding): Readonly<Record<string, string>> => {
    const sinceBaseline = change(finding);
    return {
      ...(finding.signIn === undefined ? {} : { signIn: signInText(finding) }),
      ...(sinceBaseline === undefined ? {} : { sinceBaseline }),
    };
  };
  const findings = [
    ...[...subject.findings]
      .sort(byUrgency)
      .map((finding) => asffOfFinding(finding, contextOf(finding.account), { fields: fieldsOf(finding) })),
    ...subject.unreadable.map((user) => asffOfUnreadable(user, contextOf(user.account))),
  ];
  return `${JSON.stringify(findings, null, 2)}\n`;
}
