import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, NIST80053R5Checks } from 'cdk-nag';
import { RuleError } from '../rule/core/errors';
import { AccountStack } from './account/account-stack';
import { contextWithoutValue } from './command-line';
import { InvalidOptionsError } from './options/errors';
import { changedFromDefaults, optionsOf } from './options/context';
import { addOrganization } from './organization/organization';

const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new NIST80053R5Checks(app));

try {
  const incomplete = contextWithoutValue();
  if (incomplete.length > 0) {
    throw new InvalidOptionsError(
      incomplete.map((key) => `${key}: got no value on the command line, allowed: -c ${key}=VALUE`),
    );
  }
  const values = optionsOf(app.node);
  // The CLI names the region it would deploy to; the account stays open, so that a synth needs no credentials.
  const region = process.env['CDK_DEFAULT_REGION'];
  const where = region === undefined ? {} : { env: { region } };
  // One or the other: two rules in the management account would be two sets of verdicts.
  if (values['organizationalUnitIds'] === undefined)
    new AccountStack(app, 'IamUserMfa', { ...values, ...where });
  else addOrganization(app, values, where);
  // A deployment without the `-c` of the last one would reset its options: cdk.json is where they belong.
  process.stderr.write(`iam-user-mfa: ${changedFromDefaults(values)}\n`);
} catch (error) {
  if (!(error instanceof RuleError)) throw error;
  process.stderr.write(`${error.message}\n`);
  // Ends here, before the app synthesizes itself on the way out.
  process.exit(1);
}
