import { InvalidArgumentError, Option, type Command } from 'commander';
import { meta } from '../../meta';
import type { CheckFlags } from './check';
import { addBaselineFlags } from '../flags/baseline';
import { addFormatFlags } from '../flags/format';
import { addQuietFlag } from '../flags/general';
import { addHelpEnd } from '../flags/help-text';
import { addRuleFlags } from '../flags/rule-parameters';
import type { CliIo } from '../terminal/io';

const several = (value: string, before: readonly string[]): readonly string[] => [...before, value];

/** A device is in no template: of the rule's parameters only exemptions decide before a deployment. */
const exemptions = ['exemptTagKey', 'maxExemptDays', 'exemptPaths', 'exemptUserNames'] as const;

function accountId(text: string): string {
  if (!/^\d{12}$/.test(text)) throw new InvalidArgumentError('Allowed: the 12 digits of an account id.');
  return text;
}

export function addCheckCommand(program: Command, io: CliIo): void {
  const command = program
    .command('check')
    .description(
      'before anything is deployed: who would get a console password without an MFA-enforcement policy; needs no AWS',
    )
    .argument(
      '<places...>',
      'a Terraform plan (terraform show -json), a CloudFormation template (JSON or YAML), a folder like cdk.out, or - for stdin',
    );
  addQuietFlag(addBaselineFlags(addFormatFlags(addRuleFlags(command, exemptions))))
    .option('--allow-unseen', 'what cannot be seen does not fail the check; it is still reported')
    .option(
      '--allow-unseen-at <[file#]address>',
      'the same for one address, as the report names it; repeatable',
      several,
      [],
    )
    .option('--one-account', 'all templates are of one account: names and exports lead from one to another')
    .addOption(
      new Option('--account <id>', 'the account that it will be deployed to; needed for asff').argParser(
        accountId,
      ),
    )
    .addOption(new Option('--strict', 'the default: what cannot be seen ends with exit code 3').hideHelp())
    .option(
      '--source <dir>',
      'the folder of the .tf files that the plan is of: findings then name file and line, and more can be seen',
    )
    .option(
      '--enforcing-group <name>',
      'a group outside the document that enforces MFA; repeatable',
      several,
      [],
    )
    .option(
      '--enforcing-policy-arn <arn>',
      'a managed policy outside the document that enforces MFA; repeatable',
      several,
      [],
    );
  addHelpEnd(command, io, {
    exitCodes:
      '0 every user that gets a password is enforced or exempt, 1 a user without an enforcement policy, 2 bad usage or input, 3 something could not be seen, which outranks 1',
    remarks: [
      'A template is a scope of its own; the stacks of one cdk.out are one scope for each assembly and environment.',
    ],
    examples: [
      `terraform show -json plan.out | ${meta.id} check -`,
      `${meta.id} check cdk.out --format sarif=${meta.id}.sarif`,
      `${meta.id} check template.yaml --enforcing-group mfa-required`,
      `${meta.id} check templates/ --allow-unseen-at network.yaml#Vpc`,
    ],
  });
  command.action(async (places: readonly string[], flags: CheckFlags) => {
    const { checkPlaces } = await import('./check.js');
    checkPlaces(places, flags, io);
  });
}
