import type { PrivilegeLabel } from '../core/privileges';
import { cleanText, cutTo, maxAnnotationLength } from './annotation-text';

/** Labels that a NON_COMPLIANT annotation shows beside the verdict. They decide nothing. */
export interface Labels {
  readonly owner?: string | null | undefined;
  readonly privilege?: PrivilegeLabel | undefined;
}

/** `none-found` and `not-read` are for reports: an annotation names what is known to be dangerous. */
const shownPrivileges = [
  'administrator',
  'can-become-administrator',
  'administrator-with-mfa-only',
] as const satisfies readonly PrivilegeLabel[];

const privilegeAfterName = new RegExp(`^(\\S{1,128}) \\((${shownPrivileges.join('|')})\\) `);
const ownerAtEnd = / Owner: .*$/s;
/** An owner that is cut to less says nothing. */
const shortestOwner = 8;

/**
 * Adds the labels to an annotation: " (administrator)" after the name, "Owner: VALUE." at the end. The text itself is never
 * cut for them, so that taking them off gives it back; an owner is cut to the room that is left.
 */
export function withLabels(annotation: string, userName: string, { owner, privilege }: Labels): string {
  const shown = shownPrivileges.find((label) => label === privilege);
  const label = shown === undefined || !annotation.startsWith(`${userName} `) ? '' : ` (${shown})`;
  const named =
    annotation.length + label.length > maxAnnotationLength
      ? annotation
      : `${userName}${label}${annotation.slice(userName.length)}`;
  const value = cleanText(owner ?? '');
  const room = maxAnnotationLength - named.length - ' Owner: .'.length;
  if (value === '' || room < Math.min(value.length, shortestOwner)) return named;
  return value.length <= room ? `${named} Owner: ${value}.` : `${named} Owner: ${cutTo(value, room - 2)}...`;
}

/**
 * Takes the labels off a NON_COMPLIANT annotation. Whatever compares annotations compares what is left: a new owner or
 * administrator is no new verdict.
 */
export function withoutLabels(
  annotation: string,
  which: { readonly owner?: boolean; readonly privilege?: boolean } = { owner: true, privilege: true },
): string {
  const named = which.privilege === true ? annotation.replace(privilegeAfterName, '$1 ') : annotation;
  return which.owner === true ? named.replace(ownerAtEnd, '') : named;
}

/** The privilege that a held annotation shows: a change run does not read privileges and keeps what a scan found. */
export function privilegeIn(annotation: string | undefined): PrivilegeLabel | undefined {
  const [, , label] = privilegeAfterName.exec(annotation ?? '') ?? [];
  return shownPrivileges.find((shown) => shown === label);
}
