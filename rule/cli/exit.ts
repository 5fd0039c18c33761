import { CommanderError } from 'commander';
import { InvalidParametersError, RuleError } from '../core/errors';
import { failureText, fixOfDenial, IncompleteRunError, ReadFailedError, unreached } from '../run/failures';
import type { ReadFailure } from '../run/ports';
import { refuseBadCredentials } from './flags/connection';
import { flagOfParameter } from './flags/rule-parameters';
import { OutputError, UsageError, type ExitCode } from './terminal/io';
import { isWriteFailure, outputFailure } from './terminal/write-failure';

/** How a command ends that threw: one line for a person, and the exit code. The text is absent where it was printed already. */
export interface Ending {
  readonly code: ExitCode;
  readonly text?: string;
}

/** The flags of the command that ran, for the errors that concern one of them. */
export type Flags = Readonly<Record<string, unknown>>;

/** The one table of error classes and exit codes. */
export function endingOf(error: unknown, flags: Flags): Ending {
  if (error instanceof CommanderError) return { code: error.exitCode === 0 ? 0 : 2 };
  if (error instanceof InvalidParametersError) return { code: 2, text: withFlags(error) };
  if (error instanceof OutputError) return { code: 3, text: error.message };
  if (error instanceof IncompleteRunError) return { code: 3, text: `incomplete: ${error.message}` };
  if (error instanceof ReadFailedError) return endingOfRead(error, flags);
  if (error instanceof RuleError) return { code: 2, text: error.message };
  if (isWriteFailure(error)) return { code: 3, text: outputFailure(error).message };
  // A bug, not a mistake of the user's; 1 would mean that a user without MFA was found.
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: 3, text: `unexpected error: ${detail}` };
}

/** AWS gave no answer to a question without which there is nothing to show. */
function endingOfRead(error: ReadFailedError, flags: Flags): Ending {
  const { failure } = error;
  try {
    refuseBadCredentials(failure);
  } catch (refusal) {
    if (refusal instanceof UsageError) return { code: 2, text: refusal.message };
    throw refusal;
  }
  if ('apply' in flags)
    return { code: 3, text: `${error.message}: nothing was changed${whereItFailed(failure)}.` };
  if (failure.error === 'AWSOrganizationsNotInUse')
    return {
      code: 2,
      text: 'the account of these credentials is in no organization; use "scan" for one account.',
    };
  if (failure.error === 'NoSuchConfigurationAggregator')
    return {
      code: 2,
      text:
        `--aggregator is '${String(flags['aggregator'])}', and there is none of this name in this account and region; ` +
        '"aws configservice describe-configuration-aggregators" lists them, and "iam-user-mfa doctor --organization" says what is missing.',
    };
  const fix = failure.error === 'AccessDenied' ? `; ${whereToAllow(failure)}` : whereItFailed(failure);
  return { code: 3, text: `incomplete, nothing is known: ${failureText(failure)}${fix}.` };
}

/** The destination of a call that did not arrive, and what decides it. */
const whereItFailed = (failure: ReadFailure): string =>
  [
    ...unreached([failure]),
    ...(isOfCertificates.test(failure.error)
      ? ['the certificate is not trusted: set AWS_CA_BUNDLE where a proxy signs its own']
      : []),
    ...(failure.detail === undefined ? [] : [failure.detail.replace(/\.$/, '')]),
  ]
    .map((text) => `; ${text}`)
    .join('');

const isOfCertificates = /CERT|UNABLE_TO_VERIFY|ERR_TLS/;

const whereToAllow = (failure: ReadFailure): string =>
  failure.detail === undefined && /^(organizations|config):/.test(failure.api)
    ? `run it in the management or a delegated administrator account, and allow ${failure.api}`
    : fixOfDenial(failure, 'the credentials that run this');

/** The parameters by the names of their flags, as they were typed; several problems on a line each. */
function withFlags({ problems }: InvalidParametersError): string {
  const named = problems.map((text) =>
    text.replace(/^([a-z]\w+)(?=: got |: is | is )/i, (key) => flagOfParameter(key) ?? key),
  );
  return named.length === 1
    ? `Invalid rule parameters: ${named.join('')}.`
    : ['Invalid rule parameters:', ...named.map((text) => `${text}.`)].join('\n  ');
}
