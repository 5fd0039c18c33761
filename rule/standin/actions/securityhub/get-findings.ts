import * as v from 'valibot';
import { action, between, oneOf } from '../action';
import { tokenPage } from '../token-pages';
import { pageOfArray } from '../../state/sequence';
import type { Finding } from '../../state/security-hub-store';
import { invalidFindings, subscribed } from './access';

const stringFilter = v.array(
  v.object({
    Value: v.string(),
    Comparison: oneOf(['EQUALS', 'PREFIX', 'NOT_EQUALS', 'PREFIX_NOT_EQUALS', 'CONTAINS']),
  }),
);
type StringFilter = v.InferOutput<typeof stringFilter>[number];

/** The place of each filter's value in a finding. */
const places: Readonly<Record<string, readonly string[]>> = {
  AwsAccountId: ['AwsAccountId'],
  ProductArn: ['ProductArn'],
  GeneratorId: ['GeneratorId'],
  Id: ['Id'],
  RecordState: ['RecordState'],
  Title: ['Title'],
  CompanyName: ['CompanyName'],
  ProductName: ['ProductName'],
  Region: ['Region'],
  ComplianceStatus: ['Compliance', 'Status'],
  WorkflowStatus: ['Workflow', 'Status'],
  SeverityLabel: ['Severity', 'Label'],
  ResourceId: ['Resources', 'Id'],
  ResourceType: ['Resources', 'Type'],
  Type: ['Types'],
};

/** Every filter must fit; of the values of one filter, any. */
export const GetFindings = action(
  v.object({
    Filters: v.optional(
      v.pipe(
        v.record(v.string(), stringFilter),
        v.check(
          (filters) => Object.keys(filters).every((key) => Object.hasOwn(places, key)),
          'a known filter',
        ),
      ),
      {},
    ),
    MaxResults: v.optional(between(1, 100), 100),
    NextToken: v.optional(v.string()),
  }),
  (account, { Filters: filters, MaxResults, NextToken: token }) => {
    const found = subscribed(account)
      .see()
      .filter((finding) =>
        Object.entries(filters).every(
          ([key, wanted]) =>
            wanted.length === 0 ||
            wanted.some((one) => valuesAt(finding, places[key] ?? []).some((value) => fits(one, value))),
        ),
      );
    const size = Math.min(MaxResults, account.pageSize);
    const badToken = () => invalidFindings('NextToken is invalid.');
    const page = tokenPage(token, badToken, (after) => pageOfArray(found, after, size));
    return { Findings: page.things, NextToken: page.NextToken };
  },
);

function valuesAt(value: unknown, [key, ...rest]: readonly string[]): readonly string[] {
  if (Array.isArray(value))
    return value.flatMap((one: unknown) => valuesAt(one, [...(key === undefined ? [] : [key]), ...rest]));
  if (key === undefined) return typeof value === 'string' ? [value] : [];
  const members: Finding = typeof value === 'object' && value !== null ? { ...value } : {};
  return valuesAt(members[key], rest);
}

function fits({ Value, Comparison }: StringFilter, value: string): boolean {
  switch (Comparison) {
    case 'EQUALS':
      return value === Value;
    case 'NOT_EQUALS':
      return value !== Value;
    case 'PREFIX':
      return value.startsWith(Value);
    case 'PREFIX_NOT_EQUALS':
      return !value.startsWith(Value);
    case 'CONTAINS':
      return value.includes(Value);
  }
}
