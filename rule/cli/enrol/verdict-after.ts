import type { RuleParameters } from '../../core/rule-parameters';
import { annotation } from '../../protocol/annotation';
import type { Directory } from '../../run/directory';
import { failureText } from '../../run/failures';

/** The rule's verdict on the user now; undefined where it could not be read. */
export interface VerdictAfter {
  readonly text: string;
  readonly isNonCompliant: boolean;
}

export async function verdictAfter(
  directory: Pick<Directory, 'readNamed'>,
  userName: string,
  ruleParameters: RuleParameters,
  now: Date,
): Promise<VerdictAfter> {
  for await (const reading of directory.readNamed([userName], ruleParameters, now)) {
    if (reading.kind === 'unreadable') {
      return {
        text:
          `enrolled; the verdict could not be read (${failureText(reading.failure)}); ` +
          'AWS Config shows it after the next re-evaluation or scan',
        isNonCompliant: false,
      };
    }
    if (reading.kind === 'decided') {
      const { compliance } = reading.verdict;
      return {
        text: `${compliance}: ${annotation(userName, reading.verdict)}`,
        isNonCompliant: compliance === 'NON_COMPLIANT',
      };
    }
  }
  return { text: `${userName} is no IAM user any more.`, isNonCompliant: false };
}
