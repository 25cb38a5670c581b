import { UsageError } from "../../diagnostics/user-error.ts";
import { lagNames, type Lags } from "../../sandbox/company/lags.ts";

const units = { s: 1000, m: 60_000, h: 3_600_000 } as const;

const names = Object.entries(lagNames)
  .flatMap(([system, lags]) => Object.keys(lags).map((name) => `${system} ${name}`))
  .join(", ");

/** Returns the lags of texts such as `okta search 10s`. */
export function parseLags(texts: readonly string[]): Lags {
  const lags: Record<keyof Lags, Record<string, number>> = { okta: {}, google: {} };
  for (const text of texts) {
    const [, system, name = "", count, unit] = /^(okta|google)\s+([a-z-]+)\s+(\d{1,6})([smh])$/.exec(text) ?? [];
    const fields: Readonly<Record<string, string>> | null =
      system === "okta" || system === "google" ? lagNames[system] : null;
    const field = fields !== null && Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field === undefined || (system !== "okta" && system !== "google"))
      throw new UsageError(`--lag ${text}: write it as 'okta search 10s' (s, m or h; ${names})`);
    lags[system][field] = Number(count) * units[unit as keyof typeof units];
  }
  return lags;
}
