import { readFileSync } from "node:fs";
import { planMoved } from "../apply/stale.ts";
import type { PlanDocument } from "../formats/answers.generated.ts";
import { schemaProblems } from "../formats/validators.ts";
import type { Plan } from "../plan/plan.ts";
import { parsePlan } from "../plan/saved/parse-plan.ts";
import { OperationalError } from "./exit-codes.ts";

/** How many problems of a saved plan are shown; the rest is counted. */
const mostProblems = 20;

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
  // The schema has accepted it, and the type is generated from the schema.
  const parsed = parsePlan(value as PlanDocument);
  if (parsed.kind === "parsed") return parsed.plan;
  const lines = parsed.problems
    .slice(0, mostProblems)
    .map(({ path: place, operation, message }) => `  ${place} (${operation}): ${message}`);
  if (parsed.problems.length > mostProblems) lines.push(`  … and ${parsed.problems.length - mostProblems} more.`);
  throw new OperationalError(
    `${path} holds operations that this version cannot read:\n${lines.join("\n")}\nWrite a plan with: rolecall plan --out ${path}`,
  );
}

/** What has moved between the saved plan and the fresh one, in words; empty: it still says what is true. */
export function differencesFrom(saved: Plan, fresh: Plan): readonly string[] {
  return planMoved(saved, fresh);
}
