import type { CodePage } from "../diagnostics/code.ts";
import type { Place, Severity } from "../diagnostics/finding.ts";
import type { EntitlementRef, RoleId, User } from "../model/documents.ts";
import { addDuration, type Duration, parseDuration } from "../model/duration.ts";
import type { Instant } from "../model/instant.ts";
import type { CompleteObservation } from "../model/observation.ts";
import type { ResolvedModel } from "../model/resolved-model.ts";
import type { Facts } from "./facts.ts";

/** The input of every rule: the resolved desired state at one instant, and the observed state. No IO. */
export interface SharedContext extends ResolvedModel {
  /** Complete reads of the providers; null: not read, so a rule that needs an observation is not judged. */
  readonly observations: readonly CompleteObservation[] | null;
  /** Facts that several rules need, computed once. */
  readonly facts: Facts;
}

/** The input of one built-in rule: the shared context and its own settings. */
export interface RuleContext extends SharedContext {
  /** The rule's parameters as written in least-privilege.yaml; a missing one has the rule's default. */
  readonly parameters: ReadonlyMap<string, unknown>;
  /**
   * Returns whether `except` of this rule covers the subject. A rule that reports one of several cases calls it before it
   * chooses, so that an excepted case does not hide one that is not excepted.
   */
  readonly isExcepted: (subject: Subject) => boolean;
}

/** The subject of a finding: `except` in least-privilege.yaml is matched against it. */
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
  /** What the finding is about beside its subject, where a change of it makes another finding (see `Finding.witness`). */
  readonly witness?: readonly string[];
  /** The highest severity of this case, where it is lower than the rule's. */
  readonly atMost?: Severity;
}

/** One built-in rule, judged over the complete model. It returns findings and throws only for wrong parameters. */
export interface Rule {
  /** Never changes: files of the organization refer to it. */
  readonly id: `lp/${string}`;
  readonly severity: Severity;
  readonly page: CodePage;
  /** True: the rule compares with the observed state, and is judged only where an observation is given. */
  readonly needsObservation?: boolean;
  readonly evaluate: (context: RuleContext) => Iterable<RuleFinding>;
  /** Judges the observed state in addition, where an observation is given. */
  readonly evaluateObserved?: (context: RuleContext) => Iterable<RuleFinding>;
}

/** Returns a list parameter of texts, or the default where it is not set. Throws on any other value (fail closed). */
export function textsOf({ parameters }: RuleContext, name: string, fallback: readonly string[]): readonly string[] {
  const value = parameters.get(name);
  if (value === undefined) return fallback;
  if (!Array.isArray(value)) throw new Error(`\`${name}\` is not a list`);
  return value.map(String);
}

/** Returns a text parameter, or the default where it is not set. Throws on any other value. */
export function textOf({ parameters }: RuleContext, name: string, fallback: string): string {
  const value = parameters.get(name) ?? fallback;
  if (typeof value !== "string") throw new Error(`\`${name}\` is not a text`);
  return value;
}

/** Returns a number parameter, or the default where it is not set. Throws on any other value. */
export function numberOf({ parameters }: RuleContext, name: string, fallback: number): number {
  const value = parameters.get(name) ?? fallback;
  if (typeof value !== "number" || Number.isNaN(value)) throw new Error(`\`${name}\` is not a number`);
  return value;
}

/** Returns a duration parameter (ISO 8601 text), or the default where it is not set. Throws on any other value. */
export function durationOf(context: RuleContext, name: string, fallback: string): Duration {
  const text = textOf(context, name, fallback);
  const duration = parseDuration(text);
  if (duration === undefined) throw new Error(`\`${name}\` is not an ISO 8601 duration: ${text}`);
  return duration;
}

/** Returns whether `duration` or more has passed at `at` since `since`. */
export function hasPassed(since: Instant, duration: Duration, at: Instant): boolean {
  return addDuration(since, duration) <= at;
}
