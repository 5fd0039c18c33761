import type { Command } from 'commander';
import { meta } from '../../meta';
import type { CheckFlags } from './check';
import { addBaselineFlags } from '../flags/baseline';
import { addFormatFlags } from '../flags/format';
import { addQuietFlag } from '../flags/general';
import { addHelpEnd } from '../flags/help-text';
import { addRuleFlags } from '../flags/rule-parameters';
import type { CliIo } from '../terminal/io';

const several = (value: string, before: readonly string[]): readonly string[] => [...before, value];

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
  addQuietFlag(addBaselineFlags(addFormatFlags(addRuleFlags(command))))
    .option(
      '--source <dir>',
      'the folder of the .tf files that the plan is of: findings then name file and line, and more can be seen',
    )
    .option('--strict', 'what cannot be seen counts as not enforced: exit code 3')
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
  addHelpEnd(command, {
    remarks: [
      'Exit code: 0 nothing found, 1 a user without an enforcement policy, 2 bad usage or input, 3 something could not be seen and --strict.',
    ],
    examples: [
      `terraform show -json plan.out | ${meta.id} check -`,
      `${meta.id} check cdk.out --format sarif=${meta.id}.sarif`,
      `${meta.id} check template.yaml --strict --enforcing-group mfa-required`,
    ],
  });
  command.action(async (places: readonly string[], flags: CheckFlags) => {
    const { checkPlaces } = await import('./check.js');
    checkPlaces(places, flags, io);
  });
}
