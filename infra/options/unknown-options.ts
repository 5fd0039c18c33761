/** The CDK CLI's and aws-cdk-lib's own context keys: all others of theirs have a colon or an at sign. */
const cdkKeys: readonly string[] = ['acknowledged-issue-numbers', 'analytics', 'cli-telemetry', 'tree'];

const isOfCdk = (key: string): boolean => /[:@]/.test(key) || cdkKeys.includes(key);

/** Context keys that are neither an option nor CDK's own: left alone, a misspelt one would deploy the default. */
export function unknownOptions(keys: readonly string[], known: readonly string[]): readonly string[] {
  return keys
    .filter((key) => !isOfCdk(key) && !known.includes(key))
    .map((key) => {
      const near = nearest(key, known);
      return near === undefined
        ? `${key}: unknown option, allowed: ${known.join(', ')}`
        : `${key}: unknown option, the nearest one is ${near}`;
    });
}

function nearest(key: string, known: readonly string[]): string | undefined {
  const wanted = plain(key);
  const [best] = known
    .map((name) => ({ name, distance: distance(wanted, plain(name)) }))
    .sort((one, other) => one.distance - other.distance);
  return best !== undefined && best.distance <= Math.max(2, Math.floor(best.name.length / 4))
    ? best.name
    : undefined;
}

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Levenshtein's: how many letters have to be added, taken away or replaced. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  Array.from(one).forEach((letter, index) => {
    const next = [index + 1];
    for (let column = 1; column <= other.length; column++) {
      const replaced = (row[column - 1] ?? 0) + (letter === other[column - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  });
  return row[other.length] ?? 0;
}
