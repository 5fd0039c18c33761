import { Command, CommanderError, Help, type Option } from 'commander';
import { version } from '../../package.json';
import { meta } from '../meta';
import { wrap } from '../report/table/wrap';
import { addCheckCommand } from './check/command';
import { addCompletionCommand } from './completion/command';
import { addDemoCommand } from './demo/command';
import { addDoctorCommand } from './doctor/command';
import { addEnrolCommand } from './enrol/command';
import { addEvidenceCommand } from './evidence/command';
import { addHelpCommand } from './help/command';
import { addOrgReportCommand } from './organization/report-command';
import { addOrgScanCommand } from './organization/scan-command';
import { addPolicyCommand } from './policy/command';
import { addRemediateCommand } from './remediation/command';
import { addScanCommand } from './scan/command';
import { addStandinCommand } from './standin/command';
import { addVerifyCommand } from './verify/command';
import { refuseEmptyFlags } from './flags/general';
import { addHelpEnd } from './flags/help-text';
import { printPolicy } from './flags/print-policy';
import type { CliIo } from './terminal/io';
import { complain } from './terminal/say';

/** Every command, in the order of the help. A command loads what it works with when it is run, so that help loads no SDK. */
const commands = [
  ['Try it, without an account:', [addDemoCommand, addStandinCommand]],
  ['Look; AWS is only read:', [addScanCommand, addOrgReportCommand, addOrgScanCommand, addDoctorCommand]],
  ['Act:', [addRemediateCommand, addEnrolCommand]],
  ['Prevent:', [addCheckCommand, addPolicyCommand]],
  ['Prove:', [addEvidenceCommand, addVerifyCommand]],
  ['This program:', [addCompletionCommand, addHelpCommand]],
] as const;

export function programOf(io: CliIo): Command {
  const program = new Command(meta.id)
    .description(meta.description)
    .version(version, '-V, --version', 'print the version')
    .helpCommand(false)
    .exitOverride()
    .configureHelp({ optionDescription, formatItem, minWidthToWrap: 20 })
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
      outputError: (text) => complain(io, oneLine(text)),
    });
  program.hook('preAction', (_, command) => {
    refuseEmptyFlags(command);
    // Nothing else stops an action that commander is about to run.
    if (printPolicy(command.name(), command.opts(), io)) throw new CommanderError(0, 'printed', '');
  });
  for (const [heading, adds] of commands) {
    program.commandsGroup(heading);
    for (const add of adds) add(program, io);
  }
  return addHelpEnd(program, io, {
    exitCodes: '0 nothing found, 1 found, 2 bad usage or input, 3 incomplete, 130 after Ctrl-C',
    examples: [`${meta.id} demo`, `${meta.id} scan`, `${meta.id} help scan`],
  });
}

/** Without the defaults that say nothing. */
function optionDescription(option: Option): string {
  return new Help().optionDescription(option).replace(/ \((?:default: (?:\[\]|false)|preset: "true")\)$/, '');
}

/** A description has its own lines where there is no room beside its term. */
function formatItem(term: string, termWidth: number, description: string, help: Help): string {
  const columns = help.helpWidth ?? 80;
  if (description === '' || columns - termWidth >= narrowestColumn)
    return new Help().formatItem(term, termWidth, description, help);
  const indent = '      ';
  const below = wrap(description, columns, indent).join('\n');
  return `  ${term}\n${below}`;
}

const narrowestColumn = 44;

/** "error: unknown command 'scna'\n(Did you mean scan?)" in one line, with the way out. */
function oneLine(text: string): string {
  const line = text
    .replace(/^error: /, '')
    .trim()
    .replace(/\s*\n\s*/g, ' ')
    .replace(/\.$/, '');
  const [, typed = ''] = /^unknown command '([^']*)'/.exec(line) ?? [];
  const meant = elsewhere[typed];
  return meant === undefined ? `${line}; see --help.` : `unknown command '${typed}'; it is ${meant}.`;
}

/** Names that other programs have for it. */
const elsewhere: Readonly<Record<string, string>> = {
  version: '--version',
  enroll: 'enrol',
  org: 'org-report (what AWS Config holds) or org-scan (live)',
  report: 'org-report for an organization, scan for one account',
};
