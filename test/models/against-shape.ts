import type { Model, Shape } from './model';

/** How a value differs from a shape of AWS's model, each with its place. */
export function differences(model: Model, shapeName: string, value: unknown, place = ''): readonly string[] {
  const shape = model.shapes[shapeName];
  if (shape === undefined) return [`${place} has a shape that the model lacks: ${shapeName}`];
  if (value === null || value === undefined) return [];
  switch (shape.type) {
    case 'structure':
      return shape.document ? [] : ofStructure(model, shape, value, place);
    case 'list':
      if (!Array.isArray(value)) return [`${place} is no list`];
      return [
        ...ofLength(shape, value.length, place),
        ...value.flatMap((one) => differences(model, shape.member?.shape ?? '', one, `${place}[]`)),
      ];
    case 'map':
      if (typeof value !== 'object') return [`${place} is no map`];
      return Object.values(value).flatMap((one) =>
        differences(model, shape.value?.shape ?? '', one, `${place}{}`),
      );
    case 'string':
      return typeof value === 'string' ? ofString(shape, value, place) : [`${place} is no string`];
    case 'boolean':
      return typeof value === 'boolean' ? [] : [`${place} is no boolean`];
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
      return typeof value === 'number' ? ofLength(shape, value, place) : [`${place} is no number`];
    default:
      return [];
  }
}

function ofStructure(model: Model, shape: Shape, value: unknown, place: string): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return [`${place} is no structure`];
  const fields: Readonly<Record<string, unknown>> = { ...value };
  const body = Object.entries(shape.members).filter(([, { location }]) => location === undefined);
  const known = new Map(body.map(([name, member]) => [member.locationName ?? name, member]));
  const missing = shape.required
    .filter((name) => body.some(([one]) => one === name))
    .map((name) => shape.members[name]?.locationName ?? name)
    .filter((name) => fields[name] === undefined);
  return [
    ...missing.map((name) => `${place}.${name} is missing`),
    ...Object.entries(fields).flatMap(([name, one]) => {
      const member = known.get(name);
      return member === undefined
        ? [`${place}.${name} is unknown`]
        : differences(model, member.shape, one, `${place}.${name}`);
    }),
  ];
}

const ofLength = ({ min, max }: Shape, length: number, place: string): readonly string[] =>
  length < (min ?? -Infinity) || length > (max ?? Infinity)
    ? [`${place} is ${length}, allowed: ${min ?? ''}..${max ?? ''}`]
    : [];

function ofString(shape: Shape, value: string, place: string): readonly string[] {
  if (shape.enum !== undefined && !shape.enum.includes(value))
    return [`${place} is ${value}, none of the enum`];
  const length = ofLength(shape, value.length, place);
  const pattern = regExpOf(shape.pattern);
  return pattern === undefined || pattern.test(value)
    ? length
    : [...length, `${place} does not fit ${shape.pattern ?? ''}`];
}

/** AWS writes Java's expressions; one that JavaScript does not read is left out. */
function regExpOf(pattern: string | undefined): RegExp | undefined {
  if (pattern === undefined) return undefined;
  try {
    return new RegExp(`^(?:${pattern})$`, 'su');
  } catch {
    return undefined;
  }
}
