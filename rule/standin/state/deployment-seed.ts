import * as v from 'valibot';
import { count, text } from './seed-values';

const { optional, strictObject, array } = v;

/** What a stack of the rule has in an account beside the rule itself: enough for doctor to look at. */
export const deployment = strictObject({
  /** The stack that owns the function; null where none does. */
  stackName: optional(v.nullable(text), 'IamUserMfa'),
  reevaluation: optional(v.picklist(['ENABLED', 'DISABLED', 'none']), 'ENABLED'),
  deadLetters: optional(count, 0),
  deliveryChannels: optional(array(text), ['default']),
});

export type DeploymentSeed = v.InferOutput<typeof deployment>;
/** The same, as commands change it. */
export type Deployment = { -readonly [Key in keyof DeploymentSeed]: DeploymentSeed[Key] };
