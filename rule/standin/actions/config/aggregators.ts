import * as v from 'valibot';
import { action, between, oneOf, textOf } from '../action';
import type { ConfigRule, HeldResult } from '../../state/config-store';
import { ServiceError } from '../../service-error';
import { stableId } from '../../state/stable-id';
import type { AggregatorRecord, OrganizationStore } from '../../state/organization-store';
import type { Account } from '../../state/account';
import { maybeEmptyPage } from '../token-pages';
import { badToken, tokenInput } from './inputs';
import { complianceOf, configRegion, showResult } from './shown';

const aggregatorName = textOf(1, 256);
const accountIdInput = v.pipe(
  v.string(),
  v.regex(/^\d{12}$/, 'Member must satisfy regular expression pattern: \\d{12}'),
);
/** Of all compliance types the aggregated actions know these two only. */
const shownTypes = ['COMPLIANT', 'NON_COMPLIANT'] as const;
const typeInput = v.optional(oneOf(shownTypes));
function aggregated(account: Account, name: string): OrganizationStore {
  const { organization } = account.store;
  const mine = (one: AggregatorRecord): boolean => one.name === name && one.accountId === account.id;
  if (organization?.aggregators.some(mine) !== true) {
    throw new ServiceError(
      'NoSuchConfigurationAggregatorException',
      `The configuration aggregator does not exist: ${name}.`,
    );
  }
  return organization;
}

export const DescribeConfigurationAggregators = action(
  v.object({
    ConfigurationAggregatorNames: v.optional(v.array(aggregatorName), []),
    Limit: v.optional(between(0, 100), 0),
    NextToken: tokenInput,
  }),
  (account, input) => {
    const { store, partition, id } = account;
    for (const name of input.ConfigurationAggregatorNames) aggregated(account, name);
    const wanted = input.ConfigurationAggregatorNames;
    const all = (store.organization?.aggregators ?? []).filter(
      ({ name, accountId }) => accountId === id && (wanted.length === 0 || wanted.includes(name)),
    );
    const page = maybeEmptyPage(all, input.NextToken, input.Limit === 0 ? 100 : input.Limit, false, badToken);
    const shown = page.things.map(({ name }) => ({
      ConfigurationAggregatorName: name,
      ConfigurationAggregatorArn:
        `arn:${partition}:config:${configRegion}:${id}:config-aggregator/config-aggregator-` +
        stableId(`${id}/${name}`).slice(0, 8).toLowerCase(),
      OrganizationAggregationSource: {
        RoleArn: `arn:${partition}:iam::${id}:role/aggregator`,
        AllAwsRegions: true,
      },
    }));
    return { ConfigurationAggregators: shown, NextToken: page.NextToken };
  },
);

/** Rules without results do not appear. */
export const DescribeAggregateComplianceByConfigRules = action(
  v.object({
    ConfigurationAggregatorName: aggregatorName,
    Filters: v.optional(
      v.object({
        ConfigRuleName: v.optional(textOf(1, 128)),
        ComplianceType: typeInput,
        AccountId: v.optional(accountIdInput),
        AwsRegion: v.optional(textOf(1, 64)),
      }),
      {},
    ),
    Limit: v.optional(between(0, 1000), 0),
    NextToken: tokenInput,
  }),
  (account, { ConfigurationAggregatorName: name, Filters: wanted, Limit, NextToken: token }) => {
    const organization = aggregated(account, name);
    const lines = sources(account, organization)
      .filter(({ id }) => wanted.AccountId === undefined || wanted.AccountId === id)
      .flatMap((source) => [...source.config.rules.values()].flatMap((rule) => line(source, rule)))
      .filter(
        (one) =>
          (wanted.ConfigRuleName === undefined || wanted.ConfigRuleName === one.ConfigRuleName) &&
          (wanted.ComplianceType === undefined || wanted.ComplianceType === one.Compliance.ComplianceType) &&
          (wanted.AwsRegion === undefined || wanted.AwsRegion === one.AwsRegion),
      );
    const size = Limit === 0 ? 1000 : Limit;
    const { things, NextToken } = maybeEmptyPage(lines, token, size, organization.emptyPages, badToken);
    return { AggregateComplianceByConfigRules: things, NextToken };
  },
);

export const GetAggregateComplianceDetailsByConfigRule = action(
  v.object({
    ConfigurationAggregatorName: aggregatorName,
    ConfigRuleName: textOf(1, 128),
    AccountId: accountIdInput,
    AwsRegion: textOf(1, 64),
    ComplianceType: typeInput,
    Limit: v.optional(between(0, 100), 0),
    NextToken: tokenInput,
  }),
  (account, input) => {
    const organization = aggregated(account, input.ConfigurationAggregatorName);
    const source = account.store.accounts.get(input.AccountId);
    const isMember = organization.members.get(input.AccountId)?.status === 'ACTIVE';
    const rule =
      isMember && input.AwsRegion === configRegion
        ? source?.config.rules.get(input.ConfigRuleName)
        : undefined;
    const types: readonly string[] = input.ComplianceType === undefined ? shownTypes : [input.ComplianceType];
    const results = [...(rule?.results ?? [])].filter(({ complianceType }) => types.includes(complianceType));
    const size = input.Limit === 0 ? 50 : input.Limit;
    const { things, NextToken } = maybeEmptyPage(
      results,
      input.NextToken,
      size,
      organization.emptyPages,
      badToken,
    );
    return {
      AggregateEvaluationResults: things.map((one) => aggregateResult(input.AccountId, one)),
      NextToken,
    };
  },
);

/** As much of advanced queries as one question needs: properties by name, each equal to a text. */
const queryPattern = /^SELECT ([\w.]+(?:, [\w.]+)*) WHERE ([\w.]+ = '[^']*'(?: AND [\w.]+ = '[^']*')*)$/;

export const SelectAggregateResourceConfig = action(
  v.object({
    ConfigurationAggregatorName: aggregatorName,
    Expression: v.pipe(textOf(1, 4096), v.regex(queryPattern, 'The query is not one that is known here')),
    Limit: v.optional(between(0, 100), 0),
    NextToken: tokenInput,
  }),
  (account, { ConfigurationAggregatorName: name, Expression, Limit, NextToken: token }) => {
    const organization = aggregated(account, name);
    const [, wanted = '', conditions = ''] = queryPattern.exec(Expression) ?? [];
    const fields = wanted.split(', ');
    const items = sources(account, organization)
      .flatMap(functionItems)
      .filter((item) =>
        conditions.split(' AND ').every((condition) => {
          const [key = '', value] = condition.split(' = ');
          return `'${item[key] ?? ''}'` === value;
        }),
      );
    const size = Limit === 0 ? 25 : Limit;
    const { things, NextToken } = maybeEmptyPage(items, token, size, organization.emptyPages, badToken);
    const QueryInfo = { SelectFields: fields.map((Name) => ({ Name })) };
    return { Results: things.map((item) => JSON.stringify(selected(item, fields))), QueryInfo, NextToken };
  },
);

/** The rule's function, as a recorder of all types records it. */
function functionItems({ id, deployment }: Account): readonly Readonly<Record<string, string>>[] {
  if (deployment.function === null) return [];
  const { description, runtime } = deployment.function;
  return [
    {
      accountId: id,
      awsRegion: configRegion,
      resourceType: 'AWS::Lambda::Function',
      resourceId: 'iam-user-mfa',
      resourceName: 'iam-user-mfa',
      'configuration.description': description,
      'configuration.runtime': runtime,
    },
  ];
}

/** `configuration.description` is shown as `{ configuration: { description } }`. */
const selected = (item: Readonly<Record<string, string>>, fields: readonly string[]): object => {
  const configuration = fields.flatMap((field) =>
    field.startsWith('configuration.') ? [[field.slice(14), item[field]] as const] : [],
  );
  const plain = fields.flatMap((field) => (field.includes('.') ? [] : [[field, item[field]] as const]));
  return {
    ...Object.fromEntries(plain),
    ...(configuration.length === 0 ? {} : { configuration: Object.fromEntries(configuration) }),
  };
};

/** Every account of the organization that the stand-in serves. */
const sources = ({ store }: Account, organization: OrganizationStore): readonly Account[] =>
  [...store.accounts.values()].filter(({ id }) => organization.members.get(id)?.status === 'ACTIVE');

function line(source: Account, rule: ConfigRule) {
  const compliance = complianceOf(rule);
  if (compliance.ComplianceType === 'INSUFFICIENT_DATA') return [];
  return [
    { ConfigRuleName: rule.name, Compliance: compliance, AccountId: source.id, AwsRegion: configRegion },
  ];
}

const aggregateResult = (accountId: string, result: HeldResult): Record<string, unknown> => ({
  ...showResult(result),
  AccountId: accountId,
  AwsRegion: configRegion,
});
