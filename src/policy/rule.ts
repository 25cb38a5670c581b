import type { Place, Severity } from "../diagnostics/finding.ts";
import type { AccessModel, EntitlementRef, RoleId, User } from "../model/documents.ts";
import type { AssignmentIndex } from "../model/effective.ts";
import type { Instant } from "../model/instant.ts";

/** What a rule is given: the resolved wanted state at one instant, and its own parameters. Nothing else, and no IO. */
export interface RuleContext {
  readonly model: AccessModel;
  readonly index: AssignmentIndex;
  readonly at: Instant;
  /** The rule's parameters as written in least-privilege.yaml; a missing one has the rule's default. */
  readonly parameters: ReadonlyMap<string, unknown>;
}

/** What the finding speaks about: `except` in least-privilege.yaml is matched against it. */
export interface Subject {
  readonly user?: User;
  readonly entitlement?: EntitlementRef;
  readonly role?: RoleId;
}

export interface RuleFinding {
  readonly message: string;
  readonly remedy: string;
  readonly place: Place | null;
  readonly subject: Subject;
  /** Only where the rule weighs this case lighter than its severity. */
  readonly atMost?: Severity;
}

/** One built-in rule: a law in one sentence, judged over the whole model. It reports and never throws on purpose. */
export interface Rule {
  /** A promise to authors and waivers: it never changes. */
  readonly id: `lp/${string}`;
  readonly severity: Severity;
  readonly evaluate: (context: RuleContext) => Iterable<RuleFinding>;
}

/** A list parameter of texts, or the default where it is not set. */
export function textsOf(context: RuleContext, name: string, fallback: readonly string[]): readonly string[] {
  const value = context.parameters.get(name);
  return Array.isArray(value) ? value.map(String) : fallback;
}

/** A number parameter, or the default where it is not set. */
export function numberOf(context: RuleContext, name: string, fallback: number): number {
  const value = context.parameters.get(name);
  return typeof value === "number" ? value : fallback;
}
