import type { SecurityHubSeed } from './security-hub-seed';

export type Finding = Readonly<Record<string, unknown>>;

/** Only the customer changes these; an import that brings others is accepted, and they stay. */
const customerFields = ['Note', 'UserDefinedFields', 'VerificationState', 'Workflow'] as const;
/** An import sets these at first; then they follow FindingProviderFields, unless the customer has set them. */
const providerFields = ['Confidence', 'Criticality', 'RelatedFindings', 'Severity', 'Types'] as const;

interface Pending {
  readonly finding: Finding;
  callsLeft: number;
}

/** One account's findings: as they were imported, and as GetFindings sees them, which may lag behind. */
export class SecurityHubStore {
  enabled: boolean;
  hideImportsForCalls: number;
  readonly subscribedAt: Date;
  /** By ProductArn and Id. */
  private readonly held = new Map<string, Finding>();
  private readonly visible = new Map<string, Finding>();
  private readonly setByCustomer = new Map<string, Finding>();
  private pending: Pending[] = [];

  constructor(seed: SecurityHubSeed) {
    this.enabled = seed.enabled;
    this.hideImportsForCalls = seed.hideImportsForCalls;
    this.subscribedAt = seed.subscribedAt;
    for (const finding of seed.findings) this.show(this.merge(finding));
  }

  /** Every finding as it is held, whatever GetFindings sees: for a test to look at. */
  get findings(): readonly Finding[] {
    return [...this.held.values()];
  }

  import(finding: Finding): void {
    const merged = this.merge(finding);
    if (this.hideImportsForCalls === 0) this.show(merged);
    else this.pending.push({ finding: merged, callsLeft: this.hideImportsForCalls });
  }

  /** The customer's changes are there at once. */
  update(key: string, changes: Finding): boolean {
    const held = this.held.get(key);
    if (held === undefined) return false;
    this.setByCustomer.set(key, { ...this.setByCustomer.get(key), ...changes });
    const changed = { ...held, ...changes };
    this.held.set(key, changed);
    if (this.visible.has(key)) this.visible.set(key, changed);
    return true;
  }

  /** The findings that a call of GetFindings sees; imports come into sight by the number of calls. */
  see(): readonly Finding[] {
    const due = this.pending.filter(({ callsLeft }) => callsLeft === 0);
    this.pending = this.pending.filter(({ callsLeft }) => callsLeft > 0);
    for (const { finding } of due) this.show(finding);
    for (const one of this.pending) one.callsLeft -= 1;
    return [...this.visible.values()];
  }

  private show(finding: Finding): void {
    this.visible.set(keyOf(finding), finding);
  }

  private merge(incoming: Finding): Finding {
    const key = keyOf(incoming);
    const held = this.held.get(key);
    const customer = this.setByCustomer.get(key) ?? {};
    const provided = objectOf(incoming['FindingProviderFields']);
    const merged: Record<string, unknown> = { ...held, ...incoming };
    for (const field of customerFields) merged[field] = held?.[field];
    for (const field of providerFields) {
      merged[field] = customer[field] ?? provided[field] ?? held?.[field] ?? incoming[field];
    }
    merged['Workflow'] ??= { Status: 'NEW' };
    merged['RecordState'] ??= 'ACTIVE';
    // "If RecordState changes from ARCHIVED to ACTIVE ... Security Hub automatically resets the workflow status."
    const reopened = held?.['RecordState'] === 'ARCHIVED' && merged['RecordState'] === 'ACTIVE';
    if (reopened) merged['Workflow'] = { Status: 'NEW' };
    this.held.set(key, merged);
    return merged;
  }
}

export const keyOf = (finding: Finding): string =>
  `${String(finding['ProductArn'])} ${String(finding['Id'])}`;

const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {};
