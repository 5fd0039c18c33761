import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Status } from './guard';

/** A row of `test/cases/gates/hook.json`: the properties of the user, and those before an update. */
interface HookRow {
  readonly title: string;
  readonly status: Status;
  /** What CloudFormation is about to do; it creates where none is named. */
  readonly operation?: 'CREATE' | 'UPDATE' | 'DELETE';
  readonly user: object;
  readonly previous?: object;
}

const resources = (properties: object) => ({
  Alice: { ResourceType: 'AWS::IAM::User', ResourceProperties: properties },
});

const caseOf = ({ title, status, operation = 'CREATE', user, previous }: HookRow) => ({
  title,
  status,
  // Guard Hooks document this input for the target RESOURCE:
  // https://docs.aws.amazon.com/cloudformation-cli/latest/hooks-userguide/guard-hooks.html
  input: {
    HookContext: {
      AWSAccountID: '111122223333',
      StackId: 'arn:aws:cloudformation:us-east-1:111122223333:stack/x/y',
      HookTypeName: 'IamUserMfa::Gate::Hook',
      HookTypeVersion: '00000001',
      InvocationPoint: `${operation}_PRE_PROVISION`,
      TargetName: 'AWS::IAM::User',
      TargetType: 'RESOURCE',
      TargetLogicalId: 'Alice',
    },
    Resources: resources(user),
    ...(previous === undefined ? {} : { Previous: resources(previous) }),
  },
});

const rows = JSON.parse(
  readFileSync(path.resolve(__dirname, '../cases/gates/hook.json'), 'utf8'),
) as readonly HookRow[];

export const hookCases = rows.map(caseOf);
