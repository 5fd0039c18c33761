import * as v from 'valibot';
import { action, between, textOf } from '../action';
import { ServiceError } from '../../service-error';
import type { Account } from '../../state/account';
import { tokenPage } from '../token-pages';
import { pageOfArray } from '../../state/sequence';

interface ShownFunction {
  readonly FunctionName: string;
  readonly Runtime: string;
  readonly policy: unknown;
  readonly Environment?: { readonly Variables: Readonly<Record<string, string>> };
}

/** The rule's function, and that of the delivered report. */
function functionsOf({ deployment, id }: Account): readonly ShownFunction[] {
  const { function: ours, reportAggregator } = deployment;
  const permission = {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Config',
        Effect: 'Allow',
        Principal: { Service: 'config.amazonaws.com' },
        Action: 'lambda:InvokeFunction',
        Resource: '*',
        Condition: { StringEquals: { 'AWS:SourceAccount': id } },
      },
    ],
  };
  const rule =
    ours === null
      ? []
      : [
          {
            FunctionName: 'iam-user-mfa',
            Runtime: ours.runtime,
            policy: ours.policy === undefined ? permission : ours.policy,
            ...(ours.environment === undefined ? {} : { Environment: { Variables: ours.environment } }),
          },
        ];
  if (reportAggregator === undefined) return rule;
  const Variables = { REPORT_BUCKET: 'reports', AGGREGATOR_NAME: reportAggregator };
  return [
    ...rule,
    { FunctionName: 'report', Runtime: 'nodejs24.x', policy: null, Environment: { Variables } },
  ];
}

function functionOf(account: Account, name: string): ShownFunction {
  const found = functionsOf(account).find(({ FunctionName }) => FunctionName === name.split(':').at(-1));
  if (found !== undefined) return found;
  throw new ServiceError('ResourceNotFoundException', `Function not found: ${name}`, 404);
}

const shown = ({ id, partition }: Account, region: string, one: ShownFunction) => ({
  FunctionName: one.FunctionName,
  FunctionArn: `arn:${partition}:lambda:${region}:${id}:function:${one.FunctionName}`,
  Runtime: one.Runtime,
  Environment: one.Environment,
});

export const ListFunctions = action(
  v.object({ MaxItems: v.optional(between(1, 10_000), 50), Marker: v.optional(v.string()) }),
  (account, { MaxItems, Marker }, { region }) => {
    const badToken = () => new ServiceError('InvalidParameterValueException', 'Invalid marker.');
    const size = Math.min(MaxItems, account.pageSize);
    const page = tokenPage(Marker, badToken, (after) => pageOfArray(functionsOf(account), after, size));
    return { Functions: page.things.map((one) => shown(account, region, one)), NextMarker: page.NextToken };
  },
);

const named = v.object({ FunctionName: textOf(1, 256) });

export const GetFunctionConfiguration = action(named, (account, { FunctionName }, { region }) =>
  shown(account, region, functionOf(account, FunctionName)),
);

export const GetPolicy = action(named, (account, { FunctionName }) => {
  const { policy } = functionOf(account, FunctionName);
  if (policy !== null) return { Policy: JSON.stringify(policy) };
  throw new ServiceError('ResourceNotFoundException', 'The resource you requested does not exist.', 404);
});
