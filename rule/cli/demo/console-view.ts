import {
  type ConfigServiceClient,
  paginateGetComplianceDetailsByConfigRule,
} from '@aws-sdk/client-config-service';
import * as v from 'valibot';
import type { Compliance } from '../../core/verdict';
import { heldResultSchema } from '../../aws/config/config-ledger';
import type { AccountScan } from '../../findings/account-scan';
import { byUrgency } from '../../findings/finding';
import type { HeldResult } from '../../protocol/evaluation';
import { paintVerdict, renderTable, type TableStyle } from '../../report/table/table';

/** The results in the Config console's compliance view, read back through the API that the console reads. */
export async function heldResults(
  client: ConfigServiceClient,
  ruleName: string,
): Promise<readonly HeldResult[]> {
  const results: HeldResult[] = [];
  const pages = paginateGetComplianceDetailsByConfigRule(
    { client, pageSize: 100 },
    { ConfigRuleName: ruleName, ComplianceTypes: ['COMPLIANT', 'NON_COMPLIANT'] },
  );
  for await (const page of pages) {
    results.push(...v.parse(v.array(heldResultSchema), page.EvaluationResults ?? []));
  }
  // The console shows NON_COMPLIANT first.
  return results.sort(
    (a, b) =>
      b.compliance.localeCompare(a.compliance) || (a.annotation ?? '').localeCompare(b.annotation ?? ''),
  );
}

export function consoleView(results: readonly HeldResult[], style: TableStyle): string {
  const rows = results.map((held) => [
    held.resourceId,
    held.resourceType,
    held.compliance,
    held.annotation ?? '',
  ]);
  const verdicts = new Map<string, Compliance>(results.map(({ compliance }) => [compliance, compliance]));
  return renderTable(['RESOURCE ID', 'TYPE', 'COMPLIANCE', 'ANNOTATION'], rows, style, (cell) => {
    const verdict = verdicts.get(cell);
    return verdict === undefined ? cell : paintVerdict(verdict, cell, style.colour);
  });
}

/** Config's views leave NOT_APPLICABLE out; the same decision says why these users are not flagged. */
export function unflagged({ findings }: AccountScan, style: TableStyle): string {
  const rows = findings
    .filter(({ verdict }) => verdict === 'NOT_APPLICABLE')
    .sort(byUrgency)
    .map(({ reason, annotation }) => [reason, annotation]);
  return `Not flagged (NOT_APPLICABLE), and why:\n${renderTable(['REASON', 'WHY'], rows, style)}`;
}

/** The changes between two views, one line a resource. */
export function differences(before: readonly HeldResult[], after: readonly HeldResult[]): readonly string[] {
  const keyOf = (held: HeldResult): string => `${held.resourceType}/${held.resourceId}`;
  const old = new Map(before.map((held) => [keyOf(held), held]));
  const present = new Set(after.map(keyOf));
  const changed = after.flatMap((held) => {
    const was = old.get(keyOf(held));
    if (was?.compliance === held.compliance && was.annotation === held.annotation) return [];
    return [
      `${was === undefined ? '+' : '~'} ${held.resourceId} ${held.compliance}: ${held.annotation ?? ''}`,
    ];
  });
  const gone = before.filter((held) => !present.has(keyOf(held)));
  return [
    ...changed,
    ...gone.map((held) => `- ${held.resourceId} cleared, was ${held.compliance}: ${held.annotation ?? ''}`),
  ];
}
