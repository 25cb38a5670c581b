import type { Tier } from "../../../model/documents.ts";
import type { ModelChange } from "../../../plan/plan.ts";
import { counted } from "../../../support/counted.ts";
import type { ApprovalLine, DiffReport } from "../../diff/diff.ts";
import { forMarkdown, sentenceForMarkdown } from "../../escape.ts";
import { isAbsent, valueText } from "../model-values.ts";
import { baselineLines } from "./baseline-lines.ts";
import { lifecycleLines } from "./lifecycle-lines.ts";
import { listText, type RowContext, tierMark } from "./row-text.ts";
import { stagesDifference } from "./stage-words.ts";

/** Describes the changed fields of one policy; a field that it does not describe is in the section on rules and settings. */
type Describe = (changes: readonly ModelChange[], context: RowContext) => readonly string[];

const describe: Readonly<Record<string, Describe>> = {
  approvals: approvalLines,
  "separation-of-duties": ruleLines,
  "least-privilege": ruleLines,
  custom: ruleLines,
  lifecycle: lifecycleLines,
  baseline: baselineLines,
};

const severities: Readonly<Record<string, string>> = {
  error: "refuses a violation",
  warning: "warns of a violation",
  note: "notes a violation",
  none: "is switched off",
};
const modes: Readonly<Record<string, string>> = {
  prevent: "refuses a conflict",
  approve: "allows a conflict with an approved waiver",
  detect: "reports a conflict and allows it",
};
/** The severity of a rule without a setting of its own. */
const byDefault = "its default severity";

/** Returns in words what a changed policy allows or refuses, and how many users and entitlements it concerns. */
export function policyLines({ about: { document } }: ApprovalLine, context: RowContext): readonly string[] {
  if (document === null) return [];
  const changes = context.report.diff.modelChanges.filter(
    ({ kind, id }) => kind === document.kind && id === document.id,
  );
  return describe[document.kind]?.(changes, context) ?? [];
}

/** Returns the title of a policy; else its name. */
export function policyTitle({ about: { document }, subject }: ApprovalLine, { facts }: RowContext): string {
  if (document === null) return forMarkdown(subject);
  if (document.kind === "approvals") return "Required approvals";
  if (document.kind === "lifecycle") return "Lifecycle";
  if (document.kind === "baseline") return `Accepted finding ${forMarkdown(document.id)}`;
  const title = facts.ruleTitles.get(document.id);
  return title === undefined ? forMarkdown(document.id) : `${sentenceForMarkdown(title)} ${forMarkdown(document.id)}`;
}

const tiers: readonly Tier[] = ["critical", "high", "medium", "low"];

function approvalLines(changes: readonly ModelChange[], { facts }: RowContext): readonly string[] {
  const found = (field: string): ModelChange | undefined => changes.find((change) => change.field === field);
  const removals = found("removals.require");
  return [
    ...tiers.flatMap((tier) => {
      const words = [
        stageWords(found(`tiers.${tier}.require`)),
        durationWords(found(`tiers.${tier}.maxDuration`)),
        commentWords(found(`tiers.${tier}.comment`)),
      ].flatMap((one) => one ?? []);
      if (words.length === 0) return [];
      const reach = facts.tiers.get(tier);
      const concerned =
        reach === undefined
          ? []
          : [
              `${counted(reach.entitlements, "entitlement")} of this tier, held by ${counted(reach.holders, "user")} now`,
            ];
      return [`New access of tier ${tierMark(tier)}:`, ...words, ...concerned];
    }),
    ...(removals === undefined ? [] : [`A removal ${stageWords(removals) ?? ""}`]),
  ];
}

const stageWords = (change: ModelChange | undefined): string | null =>
  change === undefined ? null : stagesDifference(change.before, change.after);

function durationWords(change: ModelChange | undefined): string | null {
  if (change === undefined) return null;
  const [before, after] = [change.before, change.after].map((value) =>
    isAbsent(value) ? "no limit" : sentenceForMarkdown(durationOf(value)),
  );
  return `can last ${isAbsent(change.after) ? "without a limit" : after} (before: ${before})`;
}

const durationOf = (value: unknown): string => valueText("maxDuration", value, noDates);

/** A duration has no date. */
const noDates = { short: () => "", long: () => "", exact: () => "" } as const;

const commentWords = (change: ModelChange | undefined): string | null =>
  change === undefined
    ? null
    : change.after === true
      ? "needs a comment with each approval"
      : "needs no comment with an approval";

function ruleLines(changes: readonly ModelChange[], { report }: RowContext): readonly string[] {
  const [first] = changes;
  if (first === undefined) return [];
  const { kind, id } = first;
  const isNew = changes.every(({ before }) => isAbsent(before));
  const isRemoved = changes.every(({ after }) => isAbsent(after));
  const words = kind === "separation-of-duties" ? modes : severities;
  const field = changes.find((change) => change.field === (kind === "separation-of-duties" ? "mode" : "severity"));
  const textOf = (value: unknown): string => words[String(value)] ?? byDefault;
  const effect =
    field === undefined
      ? []
      : isNew && kind !== "least-privilege"
        ? [`New rule, ${textOf(field.after)}`]
        : isRemoved && kind !== "least-privilege"
          ? [`Removed rule, before: ${textOf(field.before)}`]
          : [`Now ${textOf(field.after)} (before: ${textOf(field.before)})`];
  const others = changes.filter((change) => change !== field).map((change) => change.field.split(".")[0] ?? "");
  const changed =
    isNew || isRemoved || others.length === 0 ? [] : [`Changes ${listText([...new Set(others)].map(forMarkdown))}`];
  return [...effect, ...changed, violationsText(kind === "separation-of-duties" ? `sod/${id}` : id, report)];
}

/** Returns how many users violate a rule before and after the change. */
function violationsText(code: string, { findings, diff }: DiffReport): string {
  const own = diff.findings.filter((finding) => finding.code === code);
  const fresh = new Set(
    findings.appeared.filter(({ was, finding }) => was === null && finding.code === code).map(({ finding }) => finding),
  );
  const gone = findings.resolved.filter((finding) => finding.code === code);
  const before = usersIn([...own.filter((finding) => !fresh.has(finding)), ...gone]);
  const after = usersIn(own);
  return `Violations after the change: ${counted(after, "user")} (before: ${counted(before, "user")})`;
}

const usersIn = (findings: readonly { readonly user?: string | null; readonly file: string | null }[]): number =>
  new Set(findings.map(({ user, file }) => user ?? file)).size;
