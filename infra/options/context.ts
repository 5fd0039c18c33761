import type { Node } from 'constructs';
import { InvalidOptionsError } from './errors';
import { rowOf } from './logic';
import { allKeys, asText, unknownOptions, type Values } from './parse-options';

/** The CDK CLI's and aws-cdk-lib's own context keys: all others of theirs have a colon or an at sign. */
const cdkKeys: readonly string[] = ['acknowledged-issue-numbers', 'analytics', 'cli-telemetry', 'tree'];

/**
 * The options in the app's context, whose keys are the props' names: `-c gracePeriodHours=24`; `-c exemptTagKey=` takes a value
 * out that cdk.json sets. Our app's context belongs to it alone; an app that imports the constructs has keys of its own.
 * @throws InvalidOptionsError which lists every key that is neither an option nor CDK's
 */
export function optionsOf(node: Node): Values {
  const context = Object.entries(node.getAllContext() as Values);
  const ours = context.filter(([key]) => !/[:@]/.test(key) && !cdkKeys.includes(key));
  const problems = unknownOptions(
    ours.map(([key]) => key),
    allKeys,
  );
  if (problems.length > 0) throw new InvalidOptionsError(problems);
  return Object.fromEntries(
    ours.filter(([, value]) => value !== undefined && value !== null && value !== ''),
  );
}

/** The line that a deployment with other options than the last one is noticed by. */
export function changedFromDefaults(values: Values): string {
  const changed = allKeys
    .map((key) => [key, values[key], asText(values[key])] as const)
    .filter(([key, value, text]) => value !== undefined && text !== rowOf(key).default);
  if (changed.length === 0) return 'every option has its default.';
  // A value with a blank is in quotation marks.
  const list = changed.map(
    ([key, value, text = JSON.stringify(value)]) => `${key}=${/\s/.test(text) ? JSON.stringify(text) : text}`,
  );
  return `options that differ from their defaults: ${list.join(' ')}`;
}
