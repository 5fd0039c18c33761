import type { Check } from './check';
import { checkGroups } from './groups';
import type { AccountFacts } from './ports';
import { checkRecorder } from './recorder';
import { checkReevaluation } from './reevaluation';
import { checkIdentity, checkRegion } from './region';
import { accountDeployment, checkRule, type Deployment } from './rule';
import { checkSecurityHub } from './security-hub';
import { checkTopic } from './topic';
import { checkTrail } from './trail';

/** Every line about one account, in the order in which things have to be there. */
export function checkAccount(facts: AccountFacts, deployment = accountDeployment): readonly Check[] {
  return [
    checkIdentity(facts),
    checkRegion(facts),
    ...checkRecorder(facts),
    ...checkTrail(facts),
    ...checkRule(facts, deployment),
    ...onceDeployed(facts, deployment),
    ...checkGroups(facts, deployment),
    ...checkSecurityHub(facts),
    ...checkTopic(facts),
  ];
}

/** What comes with the rule is not missed before the rule is there. */
function onceDeployed(facts: AccountFacts, deployment: Deployment): readonly Check[] {
  const notYet = 'value' in facts.rules && facts.rules.value.length === 0;
  return notYet ? [] : checkReevaluation(facts, deployment);
}

/** The lines that only a deployment makes ok, and that say nothing of an account where none has been tried. */
export const deployedChecks: readonly string[] = ['rule'];
