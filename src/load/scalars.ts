import type { Problem } from "./problems.ts";

const yesNo = /^(?:y|yes|n|no|on|off)$/i;
const otherBase = /^[-+]?0(?:[0-9_]+|x[0-9a-f_]+|o[0-7_]+|b[01_]+)$/i;
const underscores = /^[-+]?[0-9][0-9_]*_[0-9_]*(?:\.[0-9_]*)?$/;
const sexagesimal = /^[-+]?[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9]*)?$/;
const exponent = /^[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)e[-+]?[0-9]+$/i;
const infinite = /^(?:[-+]?\.inf|\.nan)$/i;

/**
 * Returns the problem of an unquoted scalar: a value that YAML 1.1 and 1.2 parsers read differently (`no`, `0123`,
 * `1_000`, `12:30:45`, `1e3`), a number that loses digits, or a number that is not finite. Plain dates are texts.
 */
export function plainScalarProblem(source: string, value: unknown): Problem | undefined {
  if (infinite.test(source) || (typeof value === "number" && !Number.isFinite(value)))
    return {
      code: "schema/not-finite",
      message: `${source} is not a finite number.`,
      remedy: "Write a finite number.",
    };
  const why = ambiguity(source, value);
  return why === undefined
    ? undefined
    : {
        code: "yaml/ambiguous-scalar",
        message: `The unquoted value ${source} is ambiguous: ${why}.`,
        remedy: `Put it in quotes if it is text: "${source}".`,
      };
}

function ambiguity(source: string, value: unknown): string | undefined {
  if (yesNo.test(source)) return "some YAML parsers read text, others read true or false";
  if (otherBase.test(source)) return "some YAML parsers read a number in another base or drop the leading zeros";
  if (underscores.test(source)) return "some YAML parsers read a number, others read text";
  if (sexagesimal.test(source)) return "some YAML parsers read a time, others read a number of seconds";
  if (exponent.test(source)) return "some YAML parsers read a number, others read text";
  if (typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value))
    return "the number is too long and loses digits";
  return undefined;
}
