import type { CodePage } from "../diagnostics/code.ts";
import type { Place, Severity } from "../diagnostics/finding.ts";
import type { EntitlementRef, RoleId, User } from "../model/documents.ts";
import { addDuration, type Duration, parseDuration } from "../model/duration.ts";
import type { Instant } from "../model/instant.ts";
import type { CompleteObservation } from "../model/observation.ts";
import type { ResolvedModel } from "../model/resolved-model.ts";
import type { Facts } from "./facts.ts";

/** What every rule is given: the resolved wanted state at one instant, and what the providers showed. No IO. */
export interface SharedContext extends ResolvedModel {
  /** Whole reads of the providers; null where nobody looked, and then a rule that needs one says nothing. */
  readonly observations: readonly CompleteObservation[] | null;
  /** What several rules ask of one model, worked out once. */
  readonly facts: Facts;
}

/** What one built-in rule is given: the above, and its own settings. */
export interface RuleContext extends SharedContext {
  /** The rule's parameters as written in least-privilege.yaml; a missing one has the rule's default. */
  readonly parameters: ReadonlyMap<string, unknown>;
  /**
   * Whether `except` of this rule covers the subject. A rule that reports one of several cases asks before it chooses, so
   * that an excepted case never stands in front of one that is not.
   */
  readonly isExcepted: (subject: Subject) => boolean;
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
  readonly page: CodePage;
  /** True: it compares with what the providers show, and is judged only where an observation is given. */
  readonly needsObservation?: boolean;
  readonly evaluate: (context: RuleContext) => Iterable<RuleFinding>;
}

/** A list parameter of texts, or the default where it is not set; throws (so: fails closed) on anything else. */
export function textsOf({ parameters }: RuleContext, name: string, fallback: readonly string[]): readonly string[] {
  const value = parameters.get(name);
  if (value === undefined) return fallback;
  if (!Array.isArray(value)) throw new Error(`\`${name}\` is no list`);
  return value.map(String);
}

/** A text parameter, or the default where it is not set; throws on anything else. */
export function textOf({ parameters }: RuleContext, name: string, fallback: string): string {
  const value = parameters.get(name) ?? fallback;
  if (typeof value !== "string") throw new Error(`\`${name}\` is no text`);
  return value;
}

/** A number parameter, or the default where it is not set; throws on anything else. */
export function numberOf({ parameters }: RuleContext, name: string, fallback: number): number {
  const value = parameters.get(name) ?? fallback;
  if (typeof value !== "number" || Number.isNaN(value)) throw new Error(`\`${name}\` is no number`);
  return value;
}

/** A duration parameter (ISO 8601 text), or the default where it is not set; throws on anything else. */
export function durationOf(context: RuleContext, name: string, fallback: string): Duration {
  const text = textOf(context, name, fallback);
  const duration = parseDuration(text);
  if (duration === undefined) throw new Error(`\`${name}\` is no ISO 8601 duration: ${text}`);
  return duration;
}

/** Whether `duration` or more has passed at `at` since `since`. */
export function hasPassed(since: Instant, duration: Duration, at: Instant): boolean {
  return addDuration(since, duration) <= at;
}
