import type { AsffFinding } from './asff';

/** The limits of BatchImportFindings: findings a call, bytes of one finding, bytes of a call. */
const importLimits = { findings: 100, findingBytes: 240_000, batchBytes: 6_000_000 } as const;

/** Findings in calls, in order, each made when it is asked for: an account of thousands never has all of them in memory. */
export function* importBatches(
  findings: Iterable<AsffFinding>,
  tooLarge: (finding: AsffFinding) => void,
): Generator<readonly AsffFinding[]> {
  let batch: AsffFinding[] = [];
  let bytes = 0;
  for (const finding of findings) {
    const size = Buffer.byteLength(JSON.stringify(finding));
    if (size > importLimits.findingBytes) {
      tooLarge(finding);
      continue;
    }
    if (batch.length === importLimits.findings || bytes + size > importLimits.batchBytes) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(finding);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
