import { InvalidOptionsError } from '../../infra/options/errors';
import { parseOptions } from '../../infra/options/parse-options';

/** The sentences with which these options are refused; none where they are accepted. */
export const problemsOf = (values: Record<string, unknown>): readonly string[] => {
  try {
    parseOptions('account', values);
  } catch (error) {
    if (error instanceof InvalidOptionsError) return error.problems;
    throw error;
  }
  return [];
};
