import { readFileSync } from "node:fs";
import type { Plan } from "../plan/plan.ts";
import { parseSavedPlan, unreadablePlan } from "../workflow/saved-plan.ts";

/**
 * Reads a plan that `rolecall plan --out` wrote.
 * @throws OperationalError when the file is not a plan of this version
 */
export function readSavedPlan(path: string): Plan {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (problem) {
    throw unreadablePlan(path, problem);
  }
  return parseSavedPlan(text, path);
}
