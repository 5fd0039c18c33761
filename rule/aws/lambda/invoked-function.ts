/** Lambda names the function that runs; a caller of its own would cost a client and a call. */
export function functionArnIn(context: unknown): string | null {
  const known = typeof context === 'object' && context !== null && 'invokedFunctionArn' in context;
  return known && typeof context.invokedFunctionArn === 'string' ? context.invokedFunctionArn : null;
}

/** The account that the function is in, where Lambda says so. */
export const accountOfFunction = (context: unknown): string | undefined =>
  /^arn:[\w-]+:lambda:[\w-]+:(\d{12}):function:/.exec(functionArnIn(context) ?? '')?.[1];
