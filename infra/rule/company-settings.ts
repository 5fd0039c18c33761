import { Aws, Tags } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import type { IConstruct } from 'constructs';
import { meta } from '../../rule/meta';
import { differs, isSet } from '../options/logic';
import type { Settings } from '../options/settings';
import { valueIf, valueOf } from '../options/when';
import type { Grant } from './grants';

/**
 * The settings that a company asks of every role, log and queue, put on all below the construct; call it when that is
 * complete. A boundary is given by name, as its ARN is another one in each account.
 */
export function applyCompanySettings(construct: IConstruct, settings: Settings): void {
  // The SCP `protect` finds by it what has no fixed name.
  // cfn-lint's dashboards have no tags yet.
  Tags.of(construct).add(meta.id, 'true', { excludeResourceTypes: ['AWS::CloudWatch::Dashboard'] });
  const path = settings.when('HasRolePath', differs('rolePath'));
  const bounded = settings.when('HasPermissionsBoundary', isSet('permissionsBoundary'));
  const encrypted = settings.when('HasKmsKeyArn', isSet('kmsKeyArn'));
  const key = settings.text('kmsKeyArn');
  const boundary = `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:policy/${settings.text('permissionsBoundary')}`;
  for (const part of construct.node.findAll()) {
    if (part instanceof CfnRole) {
      if (path !== false) part.addPropertyOverride('Path', valueIf(path, settings.text('rolePath')));
      if (bounded !== false) part.addPropertyOverride('PermissionsBoundary', valueIf(bounded, boundary));
    }
    if (encrypted === false) continue;
    if (part instanceof CfnLogGroup) part.addPropertyOverride('KmsKeyId', valueIf(encrypted, key));
    if (!(part instanceof CfnQueue)) continue;
    part.addPropertyOverride('KmsMasterKeyId', valueIf(encrypted, key));
    part.addPropertyOverride('SqsManagedSseEnabled', valueOf(encrypted, false, true));
  }
}

/** The key's use by a function that sends to such a queue, reads from it, or writes reports. */
export const keyGrant = (settings: Settings): Grant => ({
  actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
  resources: [settings.text('kmsKeyArn')],
  when: settings.when('HasKmsKeyArn', isSet('kmsKeyArn')),
});
