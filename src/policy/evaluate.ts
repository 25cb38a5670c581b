import type { Code } from "../diagnostics/code.ts";
import type { Severity, UnlocatedFinding } from "../diagnostics/finding.ts";
import type { AccessModel, RuleExceptions, RuleSettings, UserId, Waiver } from "../model/documents.ts";
import type { CompleteObservation } from "../model/observation.ts";
import type { ResolvedModel } from "../model/resolved-model.ts";
import { selectsUser } from "../model/selector.ts";
import { accountCover } from "./account-cover.ts";
import { applyBaseline } from "./baseline.ts";
import { judgeCustomRule } from "./custom/judge-custom-rule.ts";
import { factsOf } from "./facts.ts";
import { observableWaivers } from "./observable-waivers.ts";
import { policyTestFindings, runPolicyTests } from "./policy-tests.ts";
import type { RuleFinding, SharedContext, Subject } from "./rule.ts";
import { type BuiltInRule, leastPrivilegeRules } from "./rule-list.ts";
import { observedConflicts } from "./separation-of-duties/judge-observed.ts";
import { roleConflicts } from "./separation-of-duties/judge-roles.ts";
import { findingOf, violationsOf } from "./separation-of-duties/judge-users.ts";
import { sponsorFindings } from "./sponsors.ts";
import { tiered } from "./witness.ts";
import { unusedWaiver, waiverFindings, waiverFor } from "./waivers.ts";

export interface PolicyOptions {
  /** Complete reads of the providers, for the rules that compare with them; null (the default): the providers were not read. */
  readonly observations?: readonly CompleteObservation[] | null;
}

/**
 * Judges the desired state, and the observed state where it is given: separation of duties with waivers, the least-privilege
 * rules, the organization's own rules, the sponsors of external users, the account that each entitlement needs, and the policy
 * tests. Then lowers the findings that the baseline accepts. Findings have no line yet. A part that throws becomes an error finding (fail closed).
 */
export function evaluatePolicy(
  resolved: ResolvedModel,
  rules: readonly BuiltInRule[] = leastPrivilegeRules,
  { observations = null }: PolicyOptions = {},
): readonly UnlocatedFinding[] {
  const shared = { ...resolved, observations, facts: factsOf(resolved) };
  const findings = [
    ...decided("sod/<rule>", () => separationOfDuties(resolved, observations)),
    ...rules.flatMap((rule) => decided(rule.id, () => judge(rule, shared))),
    ...resolved.model.leastPrivilege.custom.flatMap((rule) => decided(rule.id, () => judgeCustomRule(rule, shared))),
    ...decided("identity/inactive-sponsor", () => sponsorFindings(resolved)),
    ...decided("entitlement/no-account", () => accountCover(resolved)),
    ...decided("sod/<rule>", () => observedConflicts(shared)),
    ...decided("test/failed", () => policyTestFindings(runPolicyTests(resolved))),
  ];
  return withBaseline(findings, shared, isJudgedWith(shared, rules));
}

/**
 * Returns only the findings of the rules that need an observation, for a plan whose desired state `evaluatePolicy` has judged
 * without observations. Together they are the findings of one `evaluatePolicy` call with observations.
 * @param atMost the highest severity of what a rule finds. A rule that throws stays an error.
 */
export function evaluateObserved(
  resolved: ResolvedModel,
  {
    observations,
    atMost = "error",
  }: { readonly observations: readonly CompleteObservation[]; readonly atMost?: Severity },
): readonly UnlocatedFinding[] {
  const shared = { ...resolved, observations, facts: factsOf(resolved) };
  const lowered = (findings: readonly UnlocatedFinding[]): readonly UnlocatedFinding[] =>
    findings.map((finding) => ({ ...finding, severity: lighter(atMost, finding.severity) }));
  const findings = [
    ...decided("sod/<rule>", () => lowered(observedConflicts(shared))),
    ...decided("lp/unused-waiver", () => lowered(unusedAtProviders(shared))),
    ...leastPrivilegeRules.flatMap((rule) => decided(rule.id, () => lowered(judge(rule, shared, true)))),
  ];
  return withBaseline(findings, shared, needsObservation);
}

/** Returns whether a code is that of a rule which is judged only where the providers were read. */
export function needsObservation(code: string): boolean {
  return leastPrivilegeRules.some((rule) => rule.id === code && rule.needsObservation === true);
}

function withBaseline(
  findings: readonly UnlocatedFinding[],
  { model, at }: SharedContext,
  isJudged: (code: string) => boolean,
): readonly UnlocatedFinding[] {
  try {
    return applyBaseline(findings, model.baseline, { at, timezone: model.organization.timezone, isJudged });
  } catch (cause) {
    return [...findings, undecided("baseline/stale", cause)]; // no finding is lowered
  }
}

/** Returns whether a run judges a code. Without an observation, what only the providers show is not judged. */
function isJudgedWith(shared: SharedContext, rules: readonly BuiltInRule[]): (code: string) => boolean {
  if (shared.observations !== null) return () => true;
  const skipped = new Set<string>(rules.filter((rule) => rule.needsObservation === true).map(({ id }) => id));
  if (shared.model.waivers.length > 0) skipped.add("lp/unused-waiver");
  return (code) => !skipped.has(code);
}

/** Judges the files. A waiver that only a conflict at the providers can use is not unused as long as its systems were not read. */
function separationOfDuties(
  resolved: ResolvedModel,
  observations: SharedContext["observations"],
): readonly UnlocatedFinding[] {
  const { model, at } = resolved;
  const used = new Set<Waiver>();
  const violations = violationsOf(resolved);
  const findings = violations.map((violation) => {
    const waiver = waiverFor(violation, model, at);
    if (waiver !== undefined) used.add(waiver);
    return findingOf(violation, waiver, model, at);
  });
  for (const waiver of observableWaivers(model, violations).keys()) used.add(waiver);
  const unused =
    observations === null ? [] : unusedAtProviders({ ...resolved, observations, facts: factsOf(resolved) });
  return [...findings, ...roleConflicts(resolved), ...weighed(waiverFindings(model, used, at), model), ...unused];
}

/** Returns the waivers that only a conflict at the providers can use and that cover none, where all their systems were read. */
function unusedAtProviders(context: SharedContext): readonly UnlocatedFinding[] {
  const { model, at } = context;
  const read = new Set<string>((context.observations ?? []).map(({ observed }) => observed.system));
  const using = new Set(observedConflicts(context).map(({ waiver }) => waiver));
  const unused = [...observableWaivers(model, violationsOf(context))]
    .filter(
      ([{ expires, source }, systems]) =>
        expires > at && !using.has(source.file) && systems.every((id) => read.has(id)),
    )
    .map(([waiver]) => unusedWaiver(waiver));
  return weighed(unused, model);
}

/** Applies severity and exceptions (by user) to `lp/expired-waiver` and `lp/unused-waiver`, as for every other rule. */
function weighed(findings: readonly UnlocatedFinding[], model: AccessModel): readonly UnlocatedFinding[] {
  return findings.flatMap((finding) => {
    const settings = model.leastPrivilege.rules.get(finding.code);
    const user = model.users.get((finding.user ?? "") as UserId);
    const isExcepted = settings !== undefined && user !== undefined && isCovered({ user }, settings, model);
    if (settings?.severity === "none" || isExcepted) return [];
    return [{ ...finding, severity: settings?.severity ?? finding.severity }];
  });
}

/** @param isObservedOnly leaves out what the files alone decide */
function judge(rule: BuiltInRule, shared: SharedContext, isObservedOnly = false): readonly UnlocatedFinding[] {
  const { model, observations } = shared;
  const settings = model.leastPrivilege.rules.get(rule.id);
  const severity = settings?.severity ?? rule.severity;
  if (severity === "none" || (rule.needsObservation === true && observations === null)) return [];
  const isExcepted = (subject: Subject): boolean => settings !== undefined && isCovered(subject, settings, model);
  const parameters = settings?.parameters ?? new Map<string, unknown>();
  const context = { ...shared, parameters, isExcepted };
  const ofFiles = isObservedOnly && rule.needsObservation !== true ? [] : rule.evaluate(context);
  const observed = observations === null ? [] : (rule.evaluateObserved?.(context) ?? []);
  return [...ofFiles, ...observed]
    .filter((finding) => !isExcepted(finding.subject))
    .map((finding) => located(rule, finding, severity, model));
}

function located(rule: BuiltInRule, finding: RuleFinding, severity: Severity, model: AccessModel): UnlocatedFinding {
  return {
    code: rule.id,
    severity: lighter(finding.atMost ?? severity, severity),
    message: finding.message,
    remedy: finding.remedy,
    place: finding.place,
    user: finding.subject.user?.id ?? null,
    witness: [...new Set([...witnessOfSubject(finding.subject, model), ...(finding.witness ?? [])])],
  };
}

function witnessOfSubject({ entitlement, role }: Subject, model: AccessModel): readonly string[] {
  return [
    ...(role === undefined ? [] : [`role ${role}`]),
    ...(entitlement === undefined ? [] : [tiered(entitlement, model)]),
  ];
}

function lighter(left: Severity, right: Severity): Severity {
  const order: readonly Severity[] = ["note", "warning", "error"];
  return order[Math.min(order.indexOf(left), order.indexOf(right))] ?? right;
}

function isCovered(subject: Subject, settings: RuleSettings, model: AccessModel): boolean {
  const except: RuleExceptions = settings.except;
  const tags = subject.entitlement === undefined ? [] : (model.entitlements.get(subject.entitlement)?.tags ?? []);
  return (
    (subject.user !== undefined && except.users !== null && selectsUser(except.users, subject.user)) ||
    (subject.entitlement !== undefined && except.entitlements.includes(subject.entitlement)) ||
    (subject.role !== undefined && except.roles.includes(subject.role)) ||
    tags.some((tag) => except.tags.includes(tag))
  );
}

function decided(code: Code, decide: () => readonly UnlocatedFinding[]): readonly UnlocatedFinding[] {
  try {
    return decide();
  } catch (cause) {
    return [undecided(code, cause)];
  }
}

function undecided(code: Code, cause: unknown): UnlocatedFinding {
  return {
    code,
    severity: "error",
    message: `The check ${code} failed: ${cause instanceof Error ? cause.message : String(cause)}. A check that fails counts as an error.`,
    remedy: "Correct the parameters of this rule. If they are correct, report a defect of Rolecall.",
    place: null,
  };
}
