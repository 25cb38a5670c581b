import { UsageError } from "../../diagnostics/user-error.ts";
import { lagNames, type Lags } from "../../sandbox/company/lags.ts";

const units = { s: 1000, m: 60_000, h: 3_600_000 } as const;

const fieldsOf: ReadonlyMap<string, Readonly<Record<string, string>>> = new Map(Object.entries(lagNames));

const names = [...fieldsOf]
  .flatMap(([system, lags]) => Object.keys(lags).map((name) => `${system} ${name}`))
  .join(", ");

/** Returns the lags of texts such as `okta search 10s`. */
export function parseLags(texts: readonly string[]): Lags {
  const lags = new Map<string, Record<string, number>>([...fieldsOf.keys()].map((system) => [system, {}]));
  for (const text of texts) {
    const [, system = "", name = "", count, unit] = /^([a-z]+)\s+([a-z-]+)\s+(\d{1,6})([smh])$/.exec(text) ?? [];
    const fields = fieldsOf.get(system) ?? {};
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const own = lags.get(system);
    if (field === undefined || own === undefined)
      throw new UsageError(`--lag ${text}: write it as 'okta search 10s' (s, m or h; ${names})`);
    own[field] = Number(count) * units[unit as keyof typeof units];
  }
  return Object.fromEntries(lags) as unknown as Lags;
}
