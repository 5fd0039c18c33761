import type { Condition, PolicyDocument, Statement } from '../../rule/enforcement/document';

export interface Mutant {
  /** What was broken, the same in every partition. */
  readonly label: string;
  readonly document: object;
}

type Loose = Record<string, unknown> & { readonly Sid: string; readonly Condition?: Condition };

const swapped: Readonly<Record<string, string>> = {
  Bool: 'BoolIfExists',
  BoolIfExists: 'Bool',
  'ForAnyValue:StringEqualsIgnoreCase': 'ForAnyValue:StringEquals',
  ArnNotLike: 'ArnLike',
};

/** Every way to break one element of the document: leave out a statement, a list's entry, a condition; swap an operator. */
export function mutantsOf(document: PolicyDocument): Mutant[] {
  const statements = document.Statement as readonly (Statement & Loose)[];
  return statements.flatMap((statement, at) => {
    const instead = (replacement: object | undefined): object => ({
      ...document,
      Statement: statements.flatMap((other, index) => (index !== at ? [other] : (replacement ?? []))),
    });
    return [
      { label: `${statement.Sid} is missing`, document: instead(undefined) },
      ...brokenLists(statement).map(([label, broken]) => ({ label, document: instead(broken) })),
      ...brokenConditions(statement).map(([label, broken]) => ({ label, document: instead(broken) })),
    ];
  });
}

/** The two that show that a row looks at the answer at all. */
export function extremes(document: PolicyDocument): Mutant[] {
  const more = (Effect: 'Allow' | 'Deny'): object => ({
    ...document,
    Statement: [...document.Statement, { Effect, Action: '*', Resource: '*' }],
  });
  const nothing = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Action: 's3:None', Resource: '*' }],
  };
  return [
    { label: 'everything is allowed', document: more('Allow') },
    { label: 'everything is denied', document: more('Deny') },
    { label: 'nothing is left', document: nothing },
  ];
}

function brokenLists(statement: Loose): [string, object][] {
  return ['Action', 'NotAction', 'Resource', 'NotResource'].flatMap((field): [string, object][] => {
    const list = statement[field];
    if (!Array.isArray(list) || list.length < 2) return [];
    return (list as string[]).map((entry) => [
      `${statement.Sid}: ${field} lacks ${entry.replace(/^arn:[\w-]+:/, 'arn:P:')}`,
      { ...statement, [field]: list.filter((other) => other !== entry) },
    ]);
  });
}

function brokenConditions(statement: Loose): [string, object][] {
  const operators = Object.entries(statement.Condition ?? {});
  return operators.flatMap(([operator, keys]): [string, object][] => {
    const rest = Object.fromEntries(operators.filter(([other]) => other !== operator));
    const missing: [string, object] = [
      `${statement.Sid}: ${operator} is missing`,
      { ...statement, Condition: rest },
    ];
    const fewer = Object.entries(keys).flatMap(([key, values]): [string, object][] =>
      typeof values === 'string' || values.length < 2
        ? []
        : values.map((value, at): [string, object] => [
            `${statement.Sid}: ${operator} lacks value ${at + 1} of ${values.length}`,
            {
              ...statement,
              Condition: {
                ...rest,
                [operator]: { ...keys, [key]: values.filter((one) => one !== value) },
              },
            },
          ]),
    );
    const other = swapped[operator];
    if (other === undefined) return [missing, ...fewer];
    const label = `${statement.Sid}: ${other} for ${operator}`;
    return [missing, ...fewer, [label, { ...statement, Condition: { ...rest, [other]: keys } }]];
  });
}
