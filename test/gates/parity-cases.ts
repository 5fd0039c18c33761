import { readFileSync } from 'node:fs';
import path from 'node:path';
import { planOf, type PlanRows } from './plan-rows';

/** The answer of one engine about one user; `cannot-see` is said, never guessed. */
export type Answer = 'enforced' | 'exempt' | 'cannot-see' | 'not-enforced';
export type Engine = 'check' | 'nag' | 'rego';

/** One row of the parity table. */
export interface ParityCase {
  readonly title: string;
  readonly kind: 'terraform-plan' | 'cloudformation-template';
  /** Whether the plan makes everything at once, so that no ARN is known. */
  readonly atOnce?: boolean;
  readonly documents: readonly unknown[];
  /** Whether the documents are templates of one account, as the stacks of one app are. */
  readonly oneAccount?: boolean;
  /** Whether the random templates of `oracle/` have such a case: the second witness where no engine is one. */
  readonly bruteForce?: boolean;
  /** By user name; by the address where the name is not known, and for a part that cannot be followed. */
  readonly answers: Readonly<Record<string, Answer>>;
  readonly ruleParameters?: Readonly<Record<string, string>>;
  /** The engines that cannot see what decides here, and why. */
  readonly cannotSee?: Readonly<Partial<Record<Engine, string>>>;
}

const folder = path.resolve(__dirname, '../cases/gates');
const load = (name: string): string => readFileSync(path.join(folder, `${name}.json`), 'utf8');
const policies = JSON.parse(load('policies')) as Readonly<Record<string, unknown>>;

/** `"@enforcement"` stands for the text of a policy, `{ "@policy": "enforcement" }` for the policy itself. */
function withPolicies(value: unknown): unknown {
  if (typeof value === 'string' && value.startsWith('@')) return JSON.stringify(policyOf(value.slice(1)));
  if (Array.isArray(value)) return value.map(withPolicies);
  if (typeof value !== 'object' || value === null) return value;
  if ('@policy' in value) return policyOf(String(value['@policy']));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withPolicies(inner)]));
}

function policyOf(name: string): unknown {
  if (!(name in policies)) throw new Error(`test/cases/gates/policies.json has no ${name}`);
  return policies[name];
}

/** A row as the files have it: a plan in rows, or the documents as they are. */
type FileRow = Omit<ParityCase, 'kind' | 'documents'> & (PlanRows | Pick<ParityCase, 'documents'>);

const caseOf =
  (kind: ParityCase['kind']) =>
  (row: FileRow): ParityCase => {
    if ('documents' in row) return { ...row, kind, documents: row.documents.map(withPolicies) };
    const { plan, short, modules, beside, ...rest } = row;
    const rows: PlanRows = { plan, short, modules, beside };
    return { ...rest, kind, documents: [withPolicies(planOf(rows))] };
  };

const rowsOf = (name: string): readonly FileRow[] => JSON.parse(load(name)) as readonly FileRow[];

export const parityCases: readonly ParityCase[] = [
  ...rowsOf('terraform').map(caseOf('terraform-plan')),
  ...rowsOf('cloudformation').map(caseOf('cloudformation-template')),
];

/** Midday of the day on which the exemption tags of the table are looked at. */
export const tableDay = new Date('2026-11-25T12:00:00Z');
