import type { Problem } from "./problems.ts";

const yesNo = /^(?:y|yes|n|no|on|off)$/i;
const otherBase = /^[-+]?0(?:[0-9_]+|x[0-9a-f_]+|o[0-7_]+|b[01_]+)$/i;
const underscores = /^[-+]?[0-9][0-9_]*_[0-9_]*(?:\.[0-9_]*)?$/;
const sexagesimal = /^[-+]?[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9]*)?$/;
const exponent = /^[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)e[-+]?[0-9]+$/i;
const infinite = /^(?:[-+]?\.inf|\.nan)$/i;

/**
 * What is wrong with an unquoted scalar: values that YAML 1.1 and 1.2 readers take differently (`no`, `0123`, `1_000`,
 * `12:30:45`, `1e3`), numbers that lose digits, and numbers that are none. Plain dates are texts everywhere here.
 */
export function plainScalarProblem(source: string, value: unknown): Problem | undefined {
  if (infinite.test(source) || (typeof value === "number" && !Number.isFinite(value)))
    return {
      code: "schema/not-finite",
      message: `${source} is no ordinary number.`,
      remedy: "Write an ordinary number.",
    };
  const why = ambiguity(source, value);
  return why === undefined
    ? undefined
    : {
        code: "yaml/ambiguous-scalar",
        message: `${source} without quotes ${why}.`,
        remedy: `Put it in quotes where it is text: "${source}".`,
      };
}

function ambiguity(source: string, value: unknown): string | undefined {
  if (yesNo.test(source)) return "is text to some readers and true or false to others";
  if (otherBase.test(source)) return "is a number with another base, or loses its leading zeros";
  if (underscores.test(source)) return "is a number to some readers and text to others";
  if (sexagesimal.test(source)) return "is a time to some readers and a number of seconds to others";
  if (exponent.test(source)) return "is a number to some readers and text to others";
  if (typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value))
    return "is a number so long that it loses digits";
  return undefined;
}
