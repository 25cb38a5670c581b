import { OperationalError } from "../diagnostics/user-error.ts";
import type { PlanDocument } from "../formats/answers.generated.ts";
import { schemaProblems, schemaProblemText } from "../formats/validators.ts";
import type { Plan } from "../plan/plan.ts";
import { parsePlan } from "../plan/saved/parse-plan.ts";

/** The number of problems of a saved plan to show. The rest is counted. */
const mostProblems = 20;

/**
 * Parses a plan that `rolecall plan --out` wrote. It is compared with a new plan and never applied itself.
 * @param name the file's name in messages
 * @throws OperationalError when the text is not a plan of this version
 */
export function parseSavedPlan(text: string, name: string): Plan {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (problem) {
    throw unreadablePlan(name, problem);
  }
  const [problem] = schemaProblems("plan", value);
  if (problem !== undefined)
    throw new OperationalError(
      `${name} is not a plan of this version: ${schemaProblemText(problem)}. Write one with: rolecall plan --out ${name}`,
    );
  // The schema has accepted the value, and the type is generated from the schema.
  const parsed = parsePlan(value as PlanDocument);
  if (parsed.kind === "parsed") return parsed.plan;
  const lines = parsed.problems
    .slice(0, mostProblems)
    .map(({ path: place, operation, message }) => `  ${place} (${operation}): ${message}`);
  if (parsed.problems.length > mostProblems) lines.push(`  … and ${parsed.problems.length - mostProblems} more.`);
  throw new OperationalError(
    `${name} contains operations that this version cannot read:\n${lines.join("\n")}\nWrite a plan with: rolecall plan --out ${name}`,
  );
}

/** Returns the error for a file that cannot be read or is not JSON. */
export function unreadablePlan(name: string, problem: unknown): OperationalError {
  return new OperationalError(
    `${name} cannot be read as a plan: ${problem instanceof Error ? problem.message : String(problem)}. Write one with: rolecall plan --out ${name}`,
  );
}
