import { decodedText } from '../../core/decoded-text';
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { count, plain } from '../../report/words/words';
import { changesSince, verifyResult, type Answer, type VerifyResult } from '../../verification/result';
import { UsageError } from '../terminal/io';

/** The result for a person: a sentence, then what differs, then what is not known. */
export function resultTable({ kind, summary, answers }: VerifyResult): string {
  const all = kind === 'policy' ? 'row' : 'question';
  const sentence =
    `${summary['as-expected']} of ${count(answers.length, all)} as expected, ${summary.otherwise} otherwise, ` +
    `${summary.incomplete} without an answer, ${summary.answered} answered where nothing is expected, ` +
    `${summary['not-asked'] + summary['by-hand']} not asked.`;
  const shown = answers.filter(({ outcome }) => kind === 'story' || outcome !== 'as-expected');
  return [sentence, ...shown.map(line)].join('\n');
}

const line = ({ id, outcome, expected, got, why, seconds, annotation, recordedAt }: Answer): string => {
  const told = [
    `  ${outcome.padEnd(11)}  ${id}`,
    ...(expected === undefined ? [] : [`expected ${expected}`]),
    ...(got === undefined ? [] : [`AWS says ${got}`]),
    ...(seconds === undefined ? [] : [`after ${seconds} s`]),
    ...(why === undefined ? [] : [why]),
  ].join('; ');
  return annotation === undefined ? told : `${told}\n    ${recordedAt ?? ''}: ${plain(annotation)}`;
};

/** An earlier result. @throws UsageError */
export function earlierResult(file: string): VerifyResult {
  try {
    return v.parse(verifyResult, JSON.parse(decodedText(readFileSync(file))));
  } catch (error) {
    throw new UsageError(`--compare is '${file}', allowed: a verify-result.json that "verify" has written.`, {
      cause: error,
    });
  }
}

export function changesTable(before: VerifyResult, now: VerifyResult): string {
  const changes = changesSince(before, now);
  const said = (answer: Answer | undefined): string =>
    answer === undefined
      ? 'not there'
      : `${answer.outcome}${answer.got === undefined ? '' : ` (${answer.got})`}`;
  return [
    `${count(changes.length, 'answer')} changed since ${before.endedAt}.`,
    ...changes.map(({ id, before: one, now: other }) => `  ${id}: ${said(one)} -> ${said(other)}`),
  ].join('\n');
}
