import type { Location } from '../../findings/finding';

/** `template.json:3 Stack/Alice (lib/stack.ts:12)`: the file and the line, the construct or else the address, and its line of code. */
export function placeText(location: Location | undefined): string {
  if (location === undefined) return '-';
  const { file, line, address, construct, source } = location;
  const code = source === undefined ? '' : ` (${source.file}:${source.line})`;
  return `${file}:${line} ${construct ?? address}${code}`;
}
