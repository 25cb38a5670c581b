import { OperationalError } from "../diagnostics/user-error.ts";
import { readFileSync } from "node:fs";
import { schemaProblems } from "../formats/validators.ts";
import type { Plan } from "../plan/plan.ts";

/**
 * A plan that `rolecall plan --out` wrote. It is compared with a fresh one and never carried out itself.
 * @throws OperationalError when the file is no plan of this version
 */
export function readSavedPlan(path: string): Plan {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch (problem) {
    throw new OperationalError(
      `${path} cannot be read as a plan: ${problem instanceof Error ? problem.message : String(problem)}. Write one with: rolecall plan --out ${path}`,
    );
  }
  const [problem] = schemaProblems("plan", value);
  if (problem !== undefined)
    throw new OperationalError(
      `${path} is no plan of this version: ${problem.instancePath || "the document"} ${problem.message ?? problem.keyword}. Write one with: rolecall plan --out ${path}`,
    );
  return value as Plan;
}
