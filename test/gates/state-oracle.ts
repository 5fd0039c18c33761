// What Terraform's state after apply means, by brute force over known names and ARNs, decided by the policy simulator. It
// imports nothing of rule/.
import { runSimulation } from '@cloud-copilot/iam-simulate';

type Values = Readonly<Record<string, unknown>>;
export interface StateResource {
  readonly address: string;
  readonly type: string;
  readonly values: Values;
}

/** A user who has a console password. */
export interface Truth {
  /** Of the login profile. */
  readonly at: string;
  readonly user: string;
  readonly enforced: boolean;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const object = (value: unknown): Values =>
  typeof value === 'object' && value !== null ? (value as Values) : {};

/** `terraform show -json`, flat. */
export function resourcesOf(state: unknown): readonly StateResource[] {
  const visit = (module: unknown): readonly StateResource[] => [
    ...(list(object(module)['resources']) as readonly StateResource[]),
    ...list(object(module)['child_modules']).flatMap(visit),
  ];
  return visit(object(object(state)['values'])['root_module']);
}

interface Change {
  readonly address: string;
  readonly type: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: Values | null;
    readonly after: Values | null;
  };
}

const parts = ['user', 'users', 'group', 'groups', 'policy_arn', 'name'];

/** What is left if each resource that takes something away comes after those of other addresses that give the same. */
export function leftBy(plan: Values, state: readonly StateResource[]): readonly StateResource[] {
  const changes = list(plan['resource_changes']) as readonly Change[];
  const takers = changes.filter(
    ({ type, change }) =>
      /_membership|_attachment|_policy$/.test(type) &&
      type !== 'aws_iam_policy' &&
      change.before !== null &&
      (change.actions.includes('delete') || change.actions.includes('update')),
  );
  const has = (values: Values | null, attribute: string, item: unknown): boolean =>
    list([values?.[attribute]].flat()).includes(item);
  const isSame = (values: Values, before: Values, items: Values): boolean =>
    parts.every((part) => {
      const other = { user: 'users', users: 'user', group: 'groups', groups: 'group' }[part] ?? part;
      const item = items[part] ?? values[part];
      return (
        typeof item !== 'string' ||
        (part === 'name' && !('policy' in values)) ||
        has(before, part, item) ||
        has(before, other, item)
      );
    });
  const isTaken = (address: string, values: Values, items: Values): boolean =>
    takers.some(
      ({ address: taker, change: { actions, before, after } }) =>
        (taker !== address || actions[0] === 'create') &&
        isSame(values, before ?? {}, items) &&
        (actions.includes('delete') || !isSame(values, after ?? {}, items)),
    );
  return state.flatMap((one) => {
    const lists = ['users', 'groups'].filter((part) => Array.isArray(one.values[part]));
    if (!/_membership|_attachment|_policy$/.test(one.type) || one.type === 'aws_iam_policy') return [one];
    if (lists.length === 0) return isTaken(one.address, one.values, {}) ? [] : [one];
    const left = Object.fromEntries(
      lists.map((part) => [
        part,
        list(one.values[part]).filter((item) => !isTaken(one.address, one.values, { [part]: item })),
      ]),
    );
    return [{ ...one, values: { ...one.values, ...left } }];
  });
}

export async function truthOf(resources: readonly StateResource[]): Promise<readonly Truth[]> {
  const account = new Account(resources);
  return Promise.all(
    account
      .passwords()
      .map(async ({ at, user, documents }) => ({ at, user, enforced: await denied(user, documents) })),
  );
}

class Account {
  constructor(private readonly resources: readonly StateResource[]) {}

  passwords() {
    const found = this.resources.flatMap(({ address, type, values }) => {
      if (type === 'aws_iam_user_login_profile')
        return [{ at: address, user: text(values['user']), of: values }];
      if (type === 'awscc_iam_user' && values['login_profile'] !== null)
        return [{ at: address, user: text(values['user_name']), of: values }];
      if (type !== 'aws_cloudcontrolapi_resource') return [];
      const state = object(JSON.parse(text(values['desired_state'])));
      return 'LoginProfile' in state ? [{ at: address, user: text(state['UserName']), of: state }] : [];
    });
    return found.map(({ at, user, of }) => ({
      at,
      user,
      documents: this.documentsOf(user, accountOf(of), of),
    }));
  }

  private documentsOf(user: string, account: string, of: Values): readonly unknown[] {
    const own = this.of('aws_iam_user', account).filter(({ name }) => name === user);
    const groups = [
      ...this.of('aws_iam_user_group_membership', account).flatMap((one) =>
        one['user'] === user ? list(one['groups']) : [],
      ),
      ...this.of('aws_iam_group_membership', account).flatMap((one) =>
        list(one['users']).includes(user) ? [one['group']] : [],
      ),
      ...this.of('awscc_iam_user', account).flatMap((one) =>
        one['user_name'] === user ? list(one['groups']) : [],
      ),
    ];
    const boundary = own.map((one) => one['permissions_boundary']).filter((arn) => typeof arn === 'string');
    return [
      ...list(of['Policies']).map((one) => object(one)['PolicyDocument']),
      ...this.of_('user', user, account),
      ...groups.flatMap((group) => this.of_('group', text(group), account)),
      ...boundary.flatMap((arn) => this.byArn(arn)),
    ];
  }

  private of_(kind: 'user' | 'group', name: string, account: string): readonly unknown[] {
    const named = (type: string, attribute: string): readonly Values[] =>
      this.of(type, account).filter((one) => one[attribute] === name);
    const names = named(`aws_iam_${kind}_policies_exclusive`, `${kind}_name`).map((one) =>
      list(one['policy_names']),
    );
    const inline = named(`aws_iam_${kind}_policy`, kind)
      .filter((one) => names.every((kept) => kept.includes(one['name'])))
      .map((one) => JSON.parse(text(one['policy'])) as unknown);
    const exclusive = named(`aws_iam_${kind}_policy_attachments_exclusive`, `${kind}_name`);
    const attached = [
      ...named(`aws_iam_${kind}_policy_attachment`, kind).map((one) => one['policy_arn']),
      ...this.of('aws_iam_policy_attachment', account).flatMap((one) =>
        list(one[`${kind}s`]).includes(name) ? [one['policy_arn']] : [],
      ),
    ];
    const arns = exclusive.length > 0 ? exclusive.flatMap((one) => list(one['policy_arns'])) : attached;
    const own = named(`awscc_iam_${kind}`, `${kind}_name`);
    const naming = [
      ...named(`awscc_iam_${kind}_policy`, `${kind}_name`),
      ...this.of('awscc_iam_managed_policy', account).filter((one) => list(one[`${kind}s`]).includes(name)),
    ];
    return [
      ...inline,
      ...naming.map((one) => JSON.parse(text(one['policy_document'])) as unknown),
      ...arns.flatMap((arn) => this.byArn(arn)),
      ...own.flatMap((one) => list(one['managed_policy_arns']).flatMap((arn) => this.byArn(arn))),
      ...own.flatMap((one) =>
        list(one['policies']).map((policy) => JSON.parse(text(object(policy)['policy_document'])) as unknown),
      ),
    ];
  }

  private byArn(arn: unknown): readonly unknown[] {
    const found = this.resources.find(
      ({ values }) => values['arn'] === arn || (values['policy_arn'] === arn && 'policy_document' in values),
    );
    const held = text(found?.values['policy']) || text(found?.values['policy_document']);
    return held === '' ? [] : [JSON.parse(held)];
  }

  private of(type: string, account: string): readonly Values[] {
    return this.resources
      .filter((one) => one.type === type)
      .map(({ values }) => values)
      .filter((values) => ['', account].includes(accountOf(values)) || account === '');
  }
}

/** The stand-in provider writes the account into the ids and ARNs that it gives. */
const accountOf = (values: Values): string =>
  /^arn:aws:iam::(\d{12}):|^(\d{12}):/
    .exec(text(values['arn']) || text(values['id']))
    ?.slice(1)
    .find(Boolean) ?? '';

const requests = [
  ['s3:ListAllMyBuckets', '*'],
  ['iam:CreateAccessKey', 'arn:aws:iam::111122223333:user/somebody'],
  ['iam:DeactivateMFADevice', 'arn:aws:iam::111122223333:user/somebody'],
  ['ec2:TerminateInstances', 'arn:aws:ec2:us-east-1:111122223333:instance/i-1'],
] as const;

/** Whether a session with a password alone, which everything else is allowed to, can do nothing of this. */
async function denied(user: string, documents: readonly unknown[]): Promise<boolean> {
  const everything = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
  const identityPolicies = [everything, ...documents].map((policy, index) => ({
    name: `policy-${index}`,
    policy,
  }));
  const principal = `arn:aws:iam::111122223333:user/${user}`;
  const contextVariables = {
    'aws:MultiFactorAuthPresent': 'false',
    'aws:PrincipalArn': principal,
    'aws:username': user,
  };
  for (const [action, resource] of requests) {
    const result = await runSimulation(
      {
        request: { principal, action, resource: { resource, accountId: '111122223333' }, contextVariables },
        identityPolicies,
        serviceControlPolicies: [],
        resourceControlPolicies: [],
      },
      {},
    );
    if (result.resultType === 'error') throw new Error(JSON.stringify(result.errors));
    if (result.overallResult === 'Allowed') return false;
  }
  return true;
}
