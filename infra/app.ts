import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, NIST80053R5Checks } from 'cdk-nag';
import { RuleError } from '../rule/core/errors';
import { AccountStack } from './account/account-stack';
import { accountProps } from './account/context';
import { organizationFrom } from './organization/context';
import { addOrganization } from './organization/organization';

const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new NIST80053R5Checks(app));

try {
  // The CLI names the region it would deploy to; the account stays open, so that a synth needs no credentials.
  const region = process.env['CDK_DEFAULT_REGION'];
  const where = region === undefined ? {} : { env: { region } };
  const organization = organizationFrom(app.node);
  // One or the other: two rules in the management account would be two sets of verdicts.
  if (organization === undefined)
    new AccountStack(app, 'IamUserMfa', { ...accountProps(app.node), ...where });
  else addOrganization(app, organization, where);
} catch (error) {
  if (!(error instanceof RuleError)) throw error;
  process.stderr.write(`${error.message}\n`);
  // Ends here, before the app synthesizes itself on the way out.
  process.exit(1);
}
