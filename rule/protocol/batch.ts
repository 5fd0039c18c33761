/** PutEvaluations takes at most 100 evaluations a call; several calls may use one result token. */
export const maxBatchSize = 100;

/** Splits a list into batches of at most `size`, in order; an empty list has no batch. */
export function batches<T>(items: readonly T[], size = maxBatchSize): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
