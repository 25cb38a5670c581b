/** Reports an unexpected value. `path` is a JSON pointer; `expected` completes "expected …". */
export type Report = (path: string, expected: string, value: unknown) => void;

/** Returns whether the value is a T, and reports each part that is not. */
export type Shape<T> = (value: unknown, path: string, report: Report) => value is T;

function shape<T>(expected: string, isOne: (value: unknown) => boolean): Shape<T> {
  return (value, path, report): value is T => {
    const isRight = isOne(value);
    if (!isRight) report(path, expected, value);
    return isRight;
  };
}

/** A string. T may be a reference type whose format the schema checks. */
export const text = <T extends string = string>(): Shape<T> => shape("a string", (value) => typeof value === "string");

export const nothing: Shape<null> = shape("null", (value) => value === null);

export const emptyList: Shape<readonly []> = shape(
  "an empty list",
  (value) => Array.isArray(value) && value.length === 0,
);

/** A list whose entries the schema checks. */
export const list = <T>(): Shape<readonly T[]> => shape("a list", Array.isArray);

export const map: Shape<Readonly<Record<string, unknown>>> = shape("an object", isObject);

/** One of several strings, named in a table so that none is missing. */
export function oneOf<T extends string>(names: Readonly<Record<T, unknown>>): Shape<T> {
  const quoted = Object.keys(names).map((name) => JSON.stringify(name));
  return shape(
    quoted.length === 1 ? quoted.join() : `one of ${quoted.join(", ")}`,
    (value) => typeof value === "string" && Object.hasOwn(names, value),
  );
}

export function nullable<T>(inner: Shape<T>): Shape<T | null> {
  return (value, path, report): value is T | null => value === null || inner(value, path, report);
}

/** An object with at least these fields. */
export function fields<T extends object>(shapes: { readonly [Name in keyof T]-?: Shape<T[Name]> }): Shape<T> {
  const entries = Object.entries<Shape<unknown>>(shapes);
  return (value, path, report): value is T => {
    if (!isObject(value)) {
      report(path, "an object", value);
      return false;
    }
    const wrong = entries.filter(([name, inner]) => !inner(value[name], `${path}/${name}`, report));
    return wrong.length === 0;
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
