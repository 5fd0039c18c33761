// Plans as terraform writes them where its stand-in provider cannot, or would need a page; each with the answer for each user.
import { ofAccounts } from './plan-attacks/accounts';
import { ofChoices } from './plan-attacks/choices';
import { ofFiles } from './plan-attacks/files';
import { ofInlinePolicies } from './plan-attacks/inline-policies';
import { ofLoops } from './plan-attacks/loops';
import { ofModules } from './plan-attacks/modules';
import { ofOtherResources } from './plan-attacks/other-resources';
import { ofReferences } from './plan-attacks/references';
import { ofRemovedBlocks } from './plan-attacks/removed-blocks';
import type { PlanAttack } from './plan-attacks/parts';

export type { PlanAttack };
export const planAttacks: readonly PlanAttack[] = [
  ...ofOtherResources,
  ...ofChoices,
  ...ofRemovedBlocks,
  ...ofFiles,
  ...ofModules,
  ...ofAccounts,
  ...ofInlinePolicies,
  ...ofReferences,
  ...ofLoops,
];
