import type { Rule } from "./rule.ts";
import { rules as table } from "./rules.generated.ts";

const rules = table satisfies readonly Rule[];

/** The id of a built-in rule. */
export type RuleId = (typeof rules)[number]["id"];

export interface BuiltInRule extends Rule {
  readonly id: RuleId;
}

/** The built-in least-privilege rules. The order has no effect: findings are sorted. */
export const leastPrivilegeRules: readonly BuiltInRule[] = rules;
