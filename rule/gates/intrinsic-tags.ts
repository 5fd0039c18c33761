import { Pair, Scalar, type Tags, YAMLMap, type YAMLSeq } from 'yaml';

/** The intrinsic functions that YAML may write as a tag, and the long form of each. */
const longForms: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      ...[
        'And',
        'Base64',
        'Cidr',
        'Contains',
        'Equals',
        'FindInMap',
        'GetAtt',
        'GetAZs',
        'If',
        'ImportValue',
      ],
      ...['Join', 'Length', 'Not', 'Or', 'Select', 'Split', 'Sub', 'ToJsonString', 'Transform'],
    ].map((name) => [name, `Fn::${name}`]),
  ),
  Ref: 'Ref',
  Condition: 'Condition',
};

/**
 * CloudFormation's short forms (`!Ref Alice`, `!Sub [..., {...}]`), each read as its long form.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export const intrinsicTags: Tags = Object.entries(longForms).flatMap(([name, longForm]) => {
  const wrap = (value: YAMLMap.Parsed | YAMLSeq.Parsed | YAMLMap | YAMLSeq): YAMLMap => {
    const map = new YAMLMap();
    map.items.push(new Pair(new Scalar(longForm), value));
    return map;
  };
  return [
    {
      tag: `!${name}`,
      resolve: (text: string) => ({ [longForm]: name === 'GetAtt' ? attribute(text) : text }),
    },
    { tag: `!${name}`, collection: 'seq' as const, resolve: wrap },
    { tag: `!${name}`, collection: 'map' as const, resolve: wrap },
  ];
});

/** `!GetAtt Policy.Arn` is `Fn::GetAtt: [Policy, Arn]`. */
function attribute(text: string): readonly string[] {
  const [logicalId = '', ...rest] = text.split('.');
  return [logicalId, rest.join('.')];
}
