import type { Grant, GrantOptions } from './grants';
import { stackGrants } from './stack';
import { accountSubjects, organizationSubjects } from './subjects';

export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly {
    readonly Sid: string;
    readonly Effect: 'Allow';
    readonly Action: readonly string[];
    readonly Resource: readonly string[];
  }[];
}

export interface PolicyOptions extends GrantOptions {
  /** The role of `--organization`: the document is then the caller's. */
  readonly roleName?: string | undefined;
}

/** The calls of `--organization` beside those that the subjects name. */
const accountsOf = (partition: string, roleName: string): Readonly<Record<string, Grant>> => ({
  AccountList: { actions: ['organizations:ListAccounts'], resources: ['*'] },
  Accounts: {
    actions: ['sts:AssumeRole'],
    resources: [`arn:${partition}:iam::*:role/${roleName.replace(/^\//, '')}`],
  },
});

/** The least that these credentials need. A role in the members needs the document without a role name. */
export function doctorPolicy({ roleName, ...options }: PolicyOptions): PolicyDocument {
  const subjects = [...accountSubjects, ...(roleName === undefined ? [] : organizationSubjects)];
  const grants = [
    stackGrants(options),
    ...subjects.map((subject) => subject.grants(options)),
    roleName === undefined ? {} : accountsOf(options.partition, roleName),
  ];
  return {
    Version: '2012-10-17',
    Statement: grants.flatMap(Object.entries<Grant>).map(([Sid, { actions, resources }]) => ({
      Sid,
      Effect: 'Allow',
      Action: actions,
      Resource: resources,
    })),
  };
}
