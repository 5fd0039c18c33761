/** The value of a flag that takes whole numbers with commas between them. */
export function numbersOf(flag: string, text: string): readonly number[] {
  const numbers = text.split(',').map(Number);
  if (numbers.every((number) => Number.isInteger(number) && number > 0)) return numbers;
  throw new Error(`${flag} is '${text}', allowed are whole numbers from 1 on, with commas between them.`);
}

export function namesOf(flag: string, text: string, allowed: readonly string[]): readonly string[] {
  const names = text.split(',');
  const bad = names.filter((name) => !allowed.includes(name));
  if (bad.length === 0) return names;
  throw new Error(`${flag} is '${bad.join(',')}', allowed are ${allowed.join(', ')}.`);
}
