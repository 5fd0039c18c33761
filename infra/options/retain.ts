import { CfnDeletionPolicy, type CfnResource } from 'aws-cdk-lib';

/** Outlives its stack, but for a stack whose creation failed: a second try would find it in the way. */
export function retain(resource: CfnResource): void {
  resource.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN_EXCEPT_ON_CREATE;
  resource.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
}
