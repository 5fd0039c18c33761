import * as v from 'valibot';

/** `answered`: a question without an expected answer, because nothing in this project depends on it. */
const outcomes = ['as-expected', 'answered', 'otherwise', 'incomplete', 'not-asked', 'by-hand'] as const;
export type Outcome = (typeof outcomes)[number];

/** AWS's answer to one question. Nothing here names an account, a user or an ARN: it is fit for an issue. */
const answer = v.object({
  /** Of a question or a row of the policy; it stays the same in every version. */
  id: v.string(),
  outcome: v.picklist(outcomes),
  expected: v.optional(v.string()),
  got: v.optional(v.string()),
  /** Why it was not asked or not answered. */
  why: v.optional(v.string()),
  /** From the change to Config's answer. */
  seconds: v.optional(v.number()),
  /** Config's text, word for word but for names and ids, and when it recorded it. */
  annotation: v.optional(v.string()),
  recordedAt: v.optional(v.string()),
});
export type Answer = Readonly<v.InferOutput<typeof answer>>;

/** The document of `verify`, the one place of its form. */
export const verifyResult = v.object({
  schemaVersion: v.literal(1),
  tool: v.object({ name: v.string(), version: v.string() }),
  kind: v.picklist(['policy', 'story']),
  endedAt: v.string(),
  parameters: v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])),
  summary: v.object(v.entriesFromList(outcomes, v.number())),
  answers: v.array(answer),
});
export type VerifyResult = v.InferOutput<typeof verifyResult>;

export function resultOf(
  kind: VerifyResult['kind'],
  answers: readonly Answer[],
  parameters: VerifyResult['parameters'],
  { tool, endedAt }: { readonly tool: VerifyResult['tool']; readonly endedAt: Date },
): VerifyResult {
  const numberOf = (outcome: Outcome): number => answers.filter((one) => one.outcome === outcome).length;
  return {
    schemaVersion: 1,
    tool,
    kind,
    endedAt: endedAt.toISOString(),
    parameters,
    summary: {
      'as-expected': numberOf('as-expected'),
      answered: numberOf('answered'),
      otherwise: numberOf('otherwise'),
      incomplete: numberOf('incomplete'),
      'not-asked': numberOf('not-asked'),
      'by-hand': numberOf('by-hand'),
    },
    answers: [...answers],
  };
}

/** 3 outranks 1, as everywhere: what was not seen is not known. */
export const exitCodeOf = ({ answers }: Pick<VerifyResult, 'answers'>): 0 | 1 | 3 => {
  const has = (outcome: Outcome): boolean => answers.some((one) => one.outcome === outcome);
  return has('incomplete') ? 3 : has('otherwise') ? 1 : 0;
};

export interface ChangedAnswer {
  readonly id: string;
  readonly before: Answer | undefined;
  readonly now: Answer | undefined;
}

/** Answers that differ from an earlier run's; how long they took, and when that was, is no difference. */
export function changesSince(before: VerifyResult, now: VerifyResult): readonly ChangedAnswer[] {
  const earlier = new Map(before.answers.map((one) => [one.id, one]));
  const later = new Map(now.answers.map((one) => [one.id, one]));
  return [...new Set([...earlier.keys(), ...later.keys()])]
    .map((id) => ({ id, before: earlier.get(id), now: later.get(id) }))
    .filter(({ before: one, now: other }) =>
      (['outcome', 'got', 'annotation'] as const).some((key) => one?.[key] !== other?.[key]),
    );
}
