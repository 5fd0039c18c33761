/** What was set to another value than its default, in one line. */
export function changedOptions(
  values: Readonly<Record<string, unknown>>,
  defaults: Readonly<Record<string, unknown>>,
): string {
  const changed = Object.entries(values).filter(([key, value]) => text(value) !== text(defaults[key]));
  if (changed.length === 0) return 'every option has its default.';
  const list = changed.map(([key, value]) => `${key}=${text(value)}`).join(' ');
  return `options that differ from their defaults: ${list}`;
}

/** Lists as context gives them, and what holds a blank in quotation marks. */
function text(value: unknown): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map(text).join(',');
  if (typeof value !== 'string') return JSON.stringify(value);
  return /\s/.test(value) ? JSON.stringify(value) : value;
}
