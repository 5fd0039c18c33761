import type { Node } from 'constructs';
import { contextKeys } from '../account/context';
import { InvalidOptionsError } from '../options/errors';
import { quote } from '../options/values';
import { organizationKeys, parseOrganizationOptions, type ParsedOrganization } from './options';

/**
 * The organization's options from the app's context; nothing where `organizationalUnitIds` is not set: one account then.
 * @throws InvalidOptionsError which lists every problem
 */
export function organizationFrom(node: Node): ParsedOrganization | undefined {
  const values: Record<string, unknown> = {};
  for (const key of new Set<string>([...contextKeys, ...organizationKeys])) {
    const value: unknown = node.tryGetContext(key);
    if (value !== undefined && value !== null && value !== '') values[key] = value;
  }
  if (values['organizationalUnitIds'] !== undefined) return parseOrganizationOptions(values);
  const stray = organizationKeys.filter((key) => values[key] !== undefined);
  if (stray.length === 0) return undefined;
  throw new InvalidOptionsError(
    stray.map((key) => `${key}: got ${quote(values[key])}, allowed: only with organizationalUnitIds`),
  );
}
