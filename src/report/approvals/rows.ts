import type { ApprovalVerdict, NeedVerdict, StageVerdict } from "../../approval/verdict.ts";
import { counted } from "../../support/counted.ts";

/** One stage of one required approval, as text. What people wrote is not escaped yet. */
export interface ApprovalRow {
  readonly what: string;
  /** The eligible approvers: `manager: grace-hopper`. */
  readonly needed: string;
  /** The approver and the review; null: not approved yet. */
  readonly given: string | null;
  readonly missing: string | null;
  readonly why: string;
  readonly place: string | null;
}

/** Returns one row for each stage of a verdict: pending stages first, otherwise in the verdict's order. */
export function approvalRows(verdict: ApprovalVerdict): readonly ApprovalRow[] {
  const rows = verdict.needs.flatMap(rowsOfNeed);
  return [...rows.filter(({ missing }) => missing !== null), ...rows.filter(({ missing }) => missing === null)];
}

function rowsOfNeed({ need, stages }: NeedVerdict): readonly ApprovalRow[] {
  const what = `${need.what} ${need.subject}`;
  const { text: why, file, line } = need.why;
  const place = file === null ? null : line === null ? file : `${file}:${line}`;
  if (stages.length === 0) return [{ what, needed: "code owner review only", given: null, missing: null, why, place }];
  return stages.map((stage) => ({
    what,
    needed: neededText(stage),
    given:
      stage.servedBy === null
        ? null
        : `${stage.servedBy.user ?? stage.servedBy.by.login} (account ${stage.servedBy.by.id}, review ${stage.servedBy.review})`,
    missing: stage.missing,
    why: [why, ...(stage.isFallback ? stage.stage.unavailable : [])].join(" "),
    place,
  }));
}

/** Returns for example `manager, owner: grace-hopper, @acme/dba`, without the prefix where the policy names the approvers. */
function neededText({ stage, approvers, isFallback }: StageVerdict): string {
  const people = approvers.map((approver) => (approver.kind === "team" ? approver.team : approver.user)).join(", ");
  const names = stage.names.join(", ");
  const fallback = isFallback ? " (fallback)" : "";
  const shown = people === "" ? "no eligible approver" : people;
  return names === people || names === "" ? `${shown}${fallback}` : `${names}: ${shown}${fallback}`;
}

/** Returns the state of the approvals and their counts, in one line. */
export function verdictLine(verdict: ApprovalVerdict): string {
  if (verdict.problems.length > 0)
    return "Not approved: the history of the pull request is not known, so no review counts.";
  const stages = verdict.needs.flatMap((need) => need.stages);
  const missing = stages.filter((stage) => stage.missing !== null).length;
  if (stages.length === 0) return "No approval required beyond code owner review.";
  if (missing === 0) return `Approved: ${counted(stages.length, "approval")} required, ${stages.length} given.`;
  return `Pending: ${counted(stages.length, "approval")} required, ${stages.length - missing} given.`;
}

/** Returns one line for each review that does not count and each reason. */
export function refusalLines(
  verdict: ApprovalVerdict,
): readonly { readonly rule: string; readonly message: string; readonly about: string | null }[] {
  return [
    ...verdict.problems.map(({ rule, message }) => ({ rule, message, about: null })),
    ...verdict.refused.map(({ rule, message }) => ({ rule, message, about: null })),
    ...verdict.needs
      .filter(({ approved }) => !approved)
      .flatMap(({ need, refused }) =>
        refused.map(({ rule, message }) => ({ rule, message, about: `${need.what} ${need.subject}` })),
      ),
  ];
}
