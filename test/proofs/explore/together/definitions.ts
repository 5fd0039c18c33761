import { mfaEnforcementPolicy } from '../../../../rule/enforcement/policy';
import { accountId, changeEvent, scheduledEvent } from '../../../builders';
import { FakeLog } from '../../../fakes';
import { functionArn, rule } from '../../../remediation/ports';
import type { Product } from '../product';
import { parameters } from '../runs';
import { timeOf } from '../state';
import { iamOf, ledgerOf, type Ask } from './call';
import type { Definition } from './local';

const enforcement = mfaEnforcementPolicy({ strength: 'console-only' });
const nowMinutes = 40;
const clock = { now: () => timeOf(nowMinutes) };
const at = (minutes: number) => ({ notificationCreationTime: timeOf(minutes).toISOString() });

function portsOf(product: Product, ask: Ask) {
  const log = new FakeLog();
  const directory = new product.Directory({ iam: iamOf(ask, product), log });
  return { directory, ledger: ledgerOf(ask), clock, log };
}

export const scan = (event: number): Definition => ({
  label: `scan of ${event}`,
  kind: 'scan',
  about: '',
  event,
  start: (product, ask) =>
    product.run(scheduledEvent({ ruleParameters: parameters }, at(event)), portsOf(product, ask)),
});

export const change = (userId: string, userName: string, event: number, gone = false): Definition => ({
  label: `change of ${userId}${gone ? ', gone,' : ''} of ${event}`,
  kind: 'change',
  about: userId,
  event,
  gone,
  start: (product, ask) => {
    const configurationItemStatus = gone ? 'ResourceDeleted' : 'OK';
    const item = { resourceId: userId, resourceName: userName, configurationItemStatus };
    return product.run(changeEvent(item, { ruleParameters: parameters }, at(event)), portsOf(product, ask));
  },
});

const rules = [rule({ inputParameters: parameters })];

export const hear = (userName: string): Definition => ({
  label: `heard of ${userName}`,
  kind: 'hear',
  about: userName,
  event: 0,
  start: (product, ask) => {
    const detail = { eventName: 'UpdateUser', requestParameters: { userName } };
    return product.reevaluate(
      { Records: [{ body: JSON.stringify({ detail }) }] },
      { ruleName: undefined, ruleIn: undefined },
      {
        ...portsOf(product, ask),
        rules: { all: () => Promise.resolve(rules), named: () => Promise.resolve(rules) },
        start: async () =>
          (await ask({ kind: 'start' })).failed === true
            ? { api: 'config:StartConfigRulesEvaluation', error: 'LimitExceededException' }
            : undefined,
        stopReading: () => undefined,
      },
    );
  },
});

export const remediation = (
  action: 'require-mfa' | 'remove-console-access',
  resourceId: string,
): Definition => ({
  label: `${action} ${resourceId}`,
  kind: 'remediate',
  about: resourceId,
  event: 0,
  start: (product, ask) => {
    const done = () => 'done' as const;
    const ports = {
      ...portsOf(product, ask),
      rules: { all: () => Promise.resolve(rules) },
      groups: { ofUser: () => Promise.resolve([]), policyDocuments: () => Promise.resolve([enforcement]) },
      iam: {
        addToGroup: (name: string) => ask({ kind: 'group', name }).then(done),
        removeFromGroup: () => Promise.resolve('done' as const),
        deleteLoginProfile: (name: string) => ask({ kind: 'password', name }).then(done),
      },
    };
    const settings = {
      trustedRule: { by: 'function', functionArn },
      group: { name: 'mfa-first' },
      accountId,
    } as const;
    return product.remediate({ action, resourceId, ruleName: 'iam-user-mfa' }, ports, settings);
  },
});
