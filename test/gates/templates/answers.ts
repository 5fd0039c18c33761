// What check says of templates, in short: of each user the answer, and each part that is not followed.
import { parseParameterValues } from '../../../rule/core/rule-parameters';
import { check } from '../../../rule/gates/check';
import { noKnownEnforcement, type KnownEnforcement } from '../../../rule/gates/declared';
import type { GateDocument } from '../../../rule/gates/document';
import { parseDocument } from '../../../rule/gates/parse-document';
import type { GateAnswer } from '../../../rule/gates/assess';
import type { Files } from '../cloudformation-attack-rows';

type More = Partial<GateDocument>;

export function answersOf(
  files: Files,
  more: Readonly<Record<string, More>> = {},
  known: KnownEnforcement = noKnownEnforcement,
): readonly string[] {
  const documents = Object.entries(files).map(([file, content]) => ({
    ...parseDocument(file, JSON.stringify(content)),
    ...more[file],
  }));
  const { users, unseen } = check(
    documents,
    parseParameterValues({}),
    known,
    new Date('2026-11-25T12:00:00Z'),
  );
  return [
    ...users.map(({ user, answer }) => `${user.address}: ${shown(answer)}`),
    ...unseen.map(({ address, why }) => `${address} ${why}`),
  ];
}

function shown(answer: GateAnswer): string {
  if (answer.answer === 'enforced') return `enforced by ${answer.by}`;
  if (answer.answer === 'exempt') return 'exempt';
  const where = answer.where === undefined ? '' : ` where ${answer.where}`;
  if (answer.answer === 'not-enforced') return `not enforced${where}`;
  return `cannot see${where}: ${answer.unseen.map((one) => `${one.address}: ${one.why}`).join('; ')}`;
}

/** E: enforced; N: not enforced; C: cannot see; "-": no such user. */
export const letterOf = (files: Files, address: string): string => {
  const [answer = '-'] = answersOf(files).filter((line) => line.startsWith(`${address}: `));
  return { e: 'E', n: 'N', c: 'C' }[answer.charAt(address.length + 2)] ?? '-';
};
