/** A JSON Schema of whatever type. */
export interface AnySchema {
  readonly json: Readonly<Record<string, unknown>>;
}

/** A JSON Schema of the values of a type; the compiler holds the one to the other. */
export interface Schema<T> extends AnySchema {
  /** Never there: it makes a schema of a wider or a narrower type another type. */
  readonly exactly?: (value: T) => T;
}

interface Optional<T> {
  readonly optional: Schema<T>;
}

type FieldsOf<T> = {
  readonly [K in keyof T]-?: undefined extends T[K] ? Optional<Exclude<T[K], undefined>> : Schema<T[K]>;
};

type Field = AnySchema | { readonly optional: AnySchema };

/** Every key of the type has to be there. A key that is not in the type is allowed: later versions may have more. */
export const record = <T extends object>(fields: FieldsOf<T>): Schema<T> => objectOf(fields);

function objectOf(fields: Readonly<Record<string, Field>>): AnySchema {
  const all = Object.entries(fields);
  return {
    json: {
      type: 'object',
      required: all.filter(([, field]) => !('optional' in field)).map(([key]) => key),
      properties: Object.fromEntries(
        all.map(([key, field]) => [key, ('optional' in field ? field.optional : field).json]),
      ),
    },
  };
}

/** The type of which a schema is. */
export type TypeOf<S> = S extends Schema<infer T> ? T : never;
type IfOptional<F, Yes, No> = F extends { readonly optional: AnySchema } ? Yes : No;
type Inferred<F> = {
  readonly [K in keyof F as IfOptional<F[K], never, K>]: TypeOf<F[K]>;
} & {
  readonly [K in keyof F as IfOptional<F[K], K, never>]?: F[K] extends Optional<infer T> ? T : never;
};

/** The same, where the schema is all that says of what type the values are. */
export const shape = <F extends Readonly<Record<string, Field>>>(
  fields: F,
): Schema<{ readonly [K in keyof Inferred<F>]: Inferred<F>[K] }> => objectOf(fields);

export const optional = <T>(schema: Schema<T>): Optional<T> => ({ optional: schema });
export const text: Schema<string> = { json: { type: 'string' } };
export const time: Schema<string> = { json: { type: 'string', format: 'date-time' } };
export const truth: Schema<boolean> = { json: { type: 'boolean' } };
export const count: Schema<number> = { json: { type: 'integer', minimum: 0 } };
export const numeral: Schema<number> = { json: { type: 'number' } };
export const exactly = <const T extends string | number | boolean>(value: T): Schema<T> => ({
  json: { const: value },
});
/** Of the values so far: a reader lets one that it does not know pass. */
export const choice = <const T extends string>(...values: readonly T[]): Schema<T> => ({
  json: { enum: values },
});
export const list = <T>(of: Schema<T>): Schema<readonly T[]> => ({ json: { type: 'array', items: of.json } });
export const mapOf = <T>(of: Schema<T>): Schema<Readonly<Record<string, T>>> => ({
  json: { type: 'object', additionalProperties: of.json },
});
export const either = <A, B>(a: Schema<A>, b: Schema<B>): Schema<A | B> => ({
  json: { anyOf: [a.json, b.json] },
});
export const orNull = <T>(of: Schema<T>): Schema<T | null> => either(of, { json: { type: 'null' } });
