import * as v from 'valibot';
import { version } from '../../../package.json';
import { count, text } from './seed-values';

const { optional, strictObject, array } = v;

/** The parts of a stack in an account beside the rule itself: enough for doctor to look at. */
export const deployment = strictObject({
  /** The stack that owns the function; null where none does. */
  stackName: optional(v.nullable(text), 'IamUserMfa'),
  reevaluation: optional(v.picklist(['ENABLED', 'DISABLED', 'none']), 'ENABLED'),
  /** Whether changed results are mailed to a topic. */
  notices: optional(v.boolean(), false),
  /** The SSM documents of remediation. */
  runbooks: optional(array(text), []),
  deadLetters: optional(count, 0),
  deliveryChannels: optional(array(text), ['default']),
  /** The rule's function; null where there is none, and no policy where Config may not invoke it. */
  function: optional(
    v.nullable(
      strictObject({
        runtime: optional(text, 'nodejs24.x'),
        description: optional(v.string(), `iam-user-mfa ${version}: evaluates users.`),
        policy: optional(v.nullable(v.unknown())),
        environment: optional(v.record(text, text)),
      }),
    ),
    {},
  ),
  /** The aggregator that a delivered report of this account reads. */
  reportAggregator: optional(text),
  /** Resource policies of topics and keys, by ARN. */
  resourcePolicies: optional(v.record(text, v.unknown()), {}),
  /** GuardDuty's custom detection rules that are live. */
  liveDetectionRules: optional(array(text), ['ConsoleLoginWithoutMFA']),
  serviceLinkedRoles: optional(array(text), []),
});

export type DeploymentSeed = v.InferOutput<typeof deployment>;
/** The same, as commands change it. */
export type Deployment = { -readonly [Key in keyof DeploymentSeed]: DeploymentSeed[Key] };
