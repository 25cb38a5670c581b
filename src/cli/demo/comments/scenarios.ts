import { grantScenarios } from "./grants.ts";
import { peopleScenarios } from "./people.ts";
import { ruleScenarios } from "./rules.ts";
import type { CommentScenario } from "./scenario.ts";

/** The ten typical changes. */
export const commentScenarios: readonly CommentScenario[] = [...grantScenarios, ...peopleScenarios, ...ruleScenarios];

/** The instant at which the changes are judged: a Tuesday morning. */
export const scenarioInstant = "2026-12-01T09:00:00Z";
