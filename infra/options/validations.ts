import * as cdk from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Absent in an older aws-cdk-lib: nothing there reads an acknowledgement. */
const validations = (): typeof cdk.Validations | undefined =>
  (cdk as { readonly Validations?: typeof cdk.Validations }).Validations;

/** Why a finding of cdk-nag or of CDK's own validation, named by its exact id, may stay. */
export const acknowledge = (
  on: IConstruct,
  finding: { readonly id: string; readonly reason: string },
): void => validations()?.of(on).acknowledge(finding);

export function addWarning(on: IConstruct, id: string, message: string): void {
  const found = validations();
  if (found === undefined) cdk.Annotations.of(on).addWarningV2(id, message);
  else found.of(on).addWarning(id, message);
}
