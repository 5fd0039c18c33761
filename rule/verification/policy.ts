import { mfaEnforcementPolicy } from '../enforcement/policy';
import { failureText, ReadFailedError } from '../run/failures';
import type { PolicySimulator } from './ports';
import { notSimulated, policyQuestions, type Place, type PolicyQuestion } from './policy-rows';
import type { Answer } from './result';

/** Of the question, not of who asks: the other questions may be answered. */
const concernsOneCall = /^(InvalidInput|PolicyEvaluation|ValidationError|MalformedResponse)$/;

/** Asks IAM's own simulator for every row of the enforcement policy. @throws ReadFailedError where it cannot be asked at all */
export async function verifyPolicy(simulator: PolicySimulator, place: Place): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (const questions of batches(policyQuestions(place))) {
    const got = await decisionsOf(simulator, questions, place);
    answers.push(...questions.map((question) => answerOf(question, got)));
  }
  const unasked = Object.entries(notSimulated);
  return [...answers, ...unasked.map(([id, why]): Answer => ({ id, outcome: 'not-asked', why }))];
}

function answerOf(
  { id, action, expected }: PolicyQuestion,
  got: ReadonlyMap<string, string> | string,
): Answer {
  if (typeof got === 'string') return { id, outcome: 'incomplete', expected, why: got };
  const decision = got.get(action.toLowerCase());
  if (decision === undefined)
    return { id, outcome: 'incomplete', expected, why: `IAM's answer does not speak of ${action}` };
  return { id, outcome: decision === expected ? 'as-expected' : 'otherwise', expected, got: decision };
}

async function decisionsOf(
  simulator: PolicySimulator,
  questions: readonly PolicyQuestion[],
  { partition, accountId }: Place,
): Promise<ReadonlyMap<string, string> | string> {
  const [question] = questions;
  if (question === undefined) return new Map<string, string>();
  const { options, grant, mfa, resource, tagKey } = question;
  const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
  const documents = [mfaEnforcementPolicy(options), ...(grant === 'everything' ? [everything] : [])];
  const said = mfa === 'access key' ? undefined : String(mfa === 'with MFA');
  try {
    return await simulator.simulate({
      policies: documents.map((document) => JSON.stringify(document)),
      actions: questions.map(({ action }) => action),
      resource,
      context: {
        'aws:username': { type: 'string', value: 'anna' },
        'aws:PrincipalArn': { type: 'string', value: `arn:${partition}:iam::${accountId}:user/anna` },
        ...(said === undefined ? {} : { 'aws:MultiFactorAuthPresent': { type: 'boolean', value: said } }),
        ...(tagKey === undefined ? {} : { 'aws:TagKeys': { type: 'stringList', value: tagKey } }),
      },
    });
  } catch (error) {
    if (error instanceof ReadFailedError && concernsOneCall.test(error.failure.error))
      return failureText(error.failure);
    throw error;
  }
}

/** The questions that one call can ask. An action is in a call once. */
function batches(questions: readonly PolicyQuestion[]): readonly (readonly PolicyQuestion[])[] {
  const byCall = new Map<string, PolicyQuestion[]>();
  for (const question of questions) {
    const { options, grant, mfa, resource, tagKey } = question;
    const key = JSON.stringify([options, grant, mfa, resource, tagKey]);
    byCall.set(key, [...(byCall.get(key) ?? []), question]);
  }
  return [...byCall.values()];
}
