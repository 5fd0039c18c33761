import { type Command, Option } from 'commander';
import { meta, remediationActions } from '../../meta';
import { addAwsFlags } from '../flags/aws-flags';
import { addHelpEnd } from '../flags/help-text';
import type { CliIo } from '../terminal/io';
import type { RemediateFlags } from './remediate';

const several = (value: string, before: readonly string[]): readonly string[] => [...before, value];

export function addRemediateCommand(program: Command, io: CliIo): void {
  const command = program
    .command('remediate')
    .description(
      'plan or take one step for NON_COMPLIANT users, decided live with the parameters of the deployed rule',
    )
    .addOption(
      new Option('--action <action>', 'what to do').choices([...remediationActions]).makeOptionMandatory(),
    )
    .option(
      '--rule-name <name>',
      `the Config rule whose parameters decide; without it the one rule of ${meta.id}`,
    )
    .option('--rule-function <arn>', 'the ARN of the function that this rule must run')
    .option(
      '--group <name>',
      `the group of require-mfa; without it the one under ${meta.requiredGroupPath}, else ${meta.requiredGroupName}`,
    )
    .option('--user-name <name>', 'a user, repeatable; without one the plan is for all users', several, [])
    .option(
      '--resource-id <id>',
      "the id of a user (AIDA...) as in Config's results, repeatable",
      several,
      [],
    )
    .option(
      '--all-members',
      'with undo-require-mfa: everyone in a group of require-mfa, so that the stack can be deleted',
      false,
    )
    .option('--apply', 'do it for the chosen users; without it nothing is changed', false)
    .addOption(new Option('--dry-run', 'print the plan only; this is the default').conflicts('apply'))
    .option(
      '--all',
      'list the users with nothing to do on a terminal, too; a pipe or a file gets every user',
    );
  addHelpEnd(addAwsFlags(command, 15), io, helpEnd).action(async (flags: RemediateFlags) => {
    const { remediateWithFlags } = await import('./remediate.js');
    await remediateWithFlags(flags, io);
  });
}

const helpEnd = {
  exitCodes:
    '0 nothing is left to do, 1 the plan has something to do or a step was refused, 2 bad usage or input, 3 a user could not be read or changed',
  remarks: [
    'Compliant, exempt and in-grace users are never touched (undo-require-mfa asks for no verdict); there is no force.',
    'The first line names the rule, its function and its parameters. With --apply each user leaves an audit line on stderr.',
  ],
  examples: [
    'iam-user-mfa remediate --action require-mfa',
    'iam-user-mfa remediate --action require-mfa --user-name alice --apply',
    'iam-user-mfa remediate --action undo-require-mfa --all-members --apply',
  ],
};
