import type { Node } from 'constructs';
import { parameterKeys, parameters } from '../../rule/core/parameters';
import { problem } from '../../rule/core/problem';
import { contextKeys } from '../account/context';
import { changedOptions } from '../options/changed-options';
import { contextValues } from '../options/context';
import { InvalidOptionsError } from '../options/errors';
import { optionDefaults } from '../options/options';
import { unknownOptions } from '../options/unknown-options';
import {
  organizationDefaults,
  organizationKeys,
  parseOrganizationOptions,
  type ParsedOrganization,
} from './options';

const allKeys: readonly string[] = [...new Set<string>([...contextKeys, ...organizationKeys])];

/**
 * The organization's options from the app's context; nothing where `organizationalUnitIds` is not set: one account then.
 * @throws InvalidOptionsError which lists every problem
 */
export function organizationFrom(node: Node): ParsedOrganization | undefined {
  const values = contextValues(node, allKeys);
  if (values['organizationalUnitIds'] !== undefined) return parseOrganizationOptions(values);
  const stray = organizationKeys.filter((key) => values[key] !== undefined && !isOfAccount(key));
  if (stray.length === 0) return undefined;
  throw new InvalidOptionsError(
    stray.map((key) => problem(key, values[key], 'only with organizationalUnitIds')),
  );
}

const isOfAccount = (key: string): boolean => (contextKeys as readonly string[]).includes(key);

/**
 * Our app's context belongs to it alone; an app that imports the constructs has keys of its own, and is not asked.
 * @throws InvalidOptionsError which lists every key that is neither an option nor CDK's
 */
export function refuseUnknownKeys(node: Node): void {
  const set = Object.entries(node.getAllContext() as Readonly<Record<string, unknown>>);
  const problems = unknownOptions(
    set.map(([key]) => key),
    allKeys,
  );
  if (problems.length > 0) throw new InvalidOptionsError(problems);
}

/** The line that a deployment with other options than the last one is noticed by. */
export function changedFromDefaults(node: Node): string {
  const ofRule = parameterKeys.map((key) => [key, parameters[key].default]);
  const defaults = { ...(Object.fromEntries(ofRule) as object), ...optionDefaults, ...organizationDefaults };
  return changedOptions(contextValues(node, allKeys), defaults);
}
