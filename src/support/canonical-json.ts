import { compareText } from "./compare.ts";

/**
 * Returns JSON with object keys in code-unit order and without white space, so that equal values have equal bytes
 * (RFC 8785's ordering; numbers here are safe integers or short decimals, for which JavaScript's form is canonical).
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .sort(([left], [right]) => compareText(left, right))
      .map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`);
    return `{${fields.join(",")}}`;
  }
  return JSON.stringify(value);
}
