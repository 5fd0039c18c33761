/** How a setting is written, as a text: a rule parameter, or an option of the deployment. */
export interface Kind<T> {
  readonly kind: 'choice' | 'flag' | 'number' | 'text' | 'list';
  /** In words, for messages and docs. */
  readonly allowed: string;
  /** All of them, where they can be listed. */
  readonly values?: readonly string[];
  readonly range?: Range;
  /** Of a text the whole, of a list each item: a regular expression without anchors, for templates, too. */
  readonly pattern?: string;
  /** The most items of a list. */
  readonly max?: number;
  /** `undefined`: the text is not allowed. */
  readonly read: (text: string) => { readonly value: T } | undefined;
}

export interface Range {
  readonly min: number;
  readonly max: number;
}

const where = <T>(holds: boolean, value: T): { readonly value: T } | undefined =>
  holds ? { value } : undefined;

export function choice<const T extends string>(values: readonly T[]): Kind<T> {
  const read = (text: string) => {
    const value = values.find((known) => known === text);
    return value === undefined ? undefined : { value };
  };
  return { kind: 'choice', allowed: `one of ${values.join(', ')}`, values, read };
}

export const flag: Kind<boolean> = {
  kind: 'flag',
  allowed: 'true or false',
  values: ['true', 'false'],
  read: (text) => where(text === 'true' || text === 'false', text === 'true'),
};

const numberIn = (text: string, { min, max }: Range): number | undefined => {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  return value >= min && value <= max ? value : undefined;
};

export const wholeNumber = (range: Range): Kind<number> => ({
  kind: 'number',
  allowed: `a whole number ${range.min}..${range.max}`,
  range,
  read: (text) => {
    const value = numberIn(text, range);
    return value === undefined ? undefined : { value };
  },
});

export const oneOfNumbers = (numbers: readonly number[]): Kind<number> => ({
  kind: 'number',
  allowed: `one of ${numbers.join(', ')}`,
  values: numbers.map(String),
  range: { min: Math.min(...numbers), max: Math.max(...numbers) },
  read: (text) => where(/^\d+$/.test(text) && numbers.includes(Number(text)), Number(text)),
});

/** The empty text is "not set". */
export const text = (pattern: string, allowed: string): Kind<string | undefined> => {
  // eslint-disable-next-line no-restricted-syntax -- the patterns are constants of the tables
  const whole = new RegExp(`^(?:${pattern})$`);
  return {
    kind: 'text',
    allowed,
    pattern,
    read: (given) => where(given === '' || whole.test(given), given === '' ? undefined : given),
  };
};

/** The empty text is "not set". */
export const optional = <T>(kind: Kind<T>): Kind<T | undefined> => ({
  ...kind,
  read: (given) => (given === '' ? { value: undefined } : kind.read(given)),
});

export const list = (
  pattern: string,
  allowed: string,
  max: number = Number.POSITIVE_INFINITY,
): Kind<readonly string[]> => {
  // eslint-disable-next-line no-restricted-syntax -- the patterns are constants of the tables
  const whole = new RegExp(`^(?:${pattern})$`);
  return {
    kind: 'list',
    allowed,
    pattern,
    max,
    read: (given) => {
      const items = given === '' ? [] : given.split(',').map((item) => item.trim());
      return where(items.length <= max && items.every((item) => whole.test(item)), items);
    },
  };
};
