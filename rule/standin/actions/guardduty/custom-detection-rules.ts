import * as v from 'valibot';
import { action } from '../action';

const idOf = (name: string): string => name.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();

export const ListCustomDetectionRules = action(v.object({}), () => ({
  rules: ['ConsoleLoginWithoutMFA', 'IAMUserLoginProfileCreated'].map((name) => ({
    ruleId: idOf(name),
    name,
  })),
}));

export const ListCustomDetectionRuleAssociations = action(v.object({}), ({ deployment }) => ({
  ruleAssociations: deployment.liveDetectionRules.map((name) => ({
    associationId: idOf(name),
    ruleId: idOf(name),
    mode: 'LIVE',
  })),
}));
