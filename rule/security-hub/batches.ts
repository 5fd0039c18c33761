import type { AsffFinding } from './asff';

/** What BatchImportFindings takes: findings a call, bytes of one finding, bytes of a call. */
export const importLimits = { findings: 100, findingBytes: 240_000, batchBytes: 6_000_000 } as const;

export const bytesOf = (finding: AsffFinding): number =>
  new TextEncoder().encode(JSON.stringify(finding)).length;

/** Splits findings into calls, in order. */
export function importBatches(findings: readonly AsffFinding[]): readonly (readonly AsffFinding[])[] {
  const batches: AsffFinding[][] = [];
  let batch: AsffFinding[] = [];
  let bytes = 0;
  for (const finding of findings) {
    const size = bytesOf(finding);
    if (
      batch.length === importLimits.findings ||
      (batch.length > 0 && bytes + size > importLimits.batchBytes)
    ) {
      batches.push(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(finding);
    bytes += size;
  }
  return batch.length === 0 ? batches : [...batches, batch];
}
