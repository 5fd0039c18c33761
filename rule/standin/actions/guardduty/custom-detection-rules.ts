import * as v from 'valibot';
import type { Account, CallContext } from '../../state/account';
import { action } from '../action';

/** What GuardDuty says of a rule wherever it names one. */
function ruleOf(name: string, { partition, id, store }: Account, { region }: CallContext) {
  const ruleId = name.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();
  const arn = `arn:${partition}:guardduty:${region}:${id}:custom-detection-rule/${ruleId}`;
  const time = store.now().getTime() / 1000;
  return { ruleId, arn, createdAt: time, updatedAt: time };
}

export const ListCustomDetectionRules = action(v.object({}), (account, _input, context) => ({
  rules: ['ConsoleLoginWithoutMFA', 'IAMUserLoginProfileCreated'].map((name) => ({
    ...ruleOf(name, account, context),
    name,
    description: name,
    severity: 'MEDIUM',
    dataSource: 'CloudTrailManagementEvent',
    tactic: 'Initial Access',
    technique: 'Valid Accounts',
    service: 'IAM',
  })),
}));

export const ListCustomDetectionRuleAssociations = action(v.object({}), (account, _input, context) => ({
  ruleAssociations: account.deployment.liveDetectionRules.map((name) => {
    const rule = ruleOf(name, account, context);
    return { ...rule, associationId: rule.ruleId, mode: 'LIVE' };
  }),
}));
