import type { ApprovalVerdict, NeedVerdict, StageVerdict } from "../../approval/verdict.ts";
import { counted } from "../../support/counted.ts";

/** One stage of one need, in words; what people wrote is not escaped yet. */
export interface ApprovalRow {
  readonly what: string;
  /** Who can give it: `manager: grace-hopper`. */
  readonly needed: string;
  /** Who gave it, with the review; null: nobody yet. */
  readonly given: string | null;
  readonly missing: string | null;
  readonly why: string;
  readonly place: string | null;
}

/** The table of a verdict: one row for each stage, what is missing first, else in the verdict's order. */
export function approvalRows(verdict: ApprovalVerdict): readonly ApprovalRow[] {
  const rows = verdict.needs.flatMap(rowsOfNeed);
  return [...rows.filter(({ missing }) => missing !== null), ...rows.filter(({ missing }) => missing === null)];
}

function rowsOfNeed({ need, stages }: NeedVerdict): readonly ApprovalRow[] {
  const what = `${need.what} ${need.subject}`;
  const { text: why, file, line } = need.why;
  const place = file === null ? null : line === null ? file : `${file}:${line}`;
  if (stages.length === 0)
    return [{ what, needed: "nothing more than the file's code owner", given: null, missing: null, why, place }];
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

/** `manager, owner: grace-hopper, @acme/dba`; the people alone where the policy names them. */
function neededText({ stage, approvers, isFallback }: StageVerdict): string {
  const people = approvers.map((approver) => (approver.kind === "team" ? approver.team : approver.user)).join(", ");
  const names = stage.names.join(", ");
  const fallback = isFallback ? " (fallback)" : "";
  const shown = people === "" ? "nobody" : people;
  return names === people || names === "" ? `${shown}${fallback}` : `${names}: ${shown}${fallback}`;
}

/** `Approved.`, or how much is missing, in one line. */
export function verdictLine(verdict: ApprovalVerdict): string {
  if (verdict.problems.length > 0) return "Not approved: the pull request's history is not known, so no review counts.";
  const stages = verdict.needs.flatMap((need) => need.stages);
  const missing = stages.filter((stage) => stage.missing !== null).length;
  if (stages.length === 0) return "No approval is needed beyond the files' code owners.";
  if (missing === 0) return `Approved: all ${counted(stages.length, "approval")} given.`;
  return `Not approved yet: ${missing} of ${counted(stages.length, "approval")} missing.`;
}

/** One line for each review that does not count, once for each reason. */
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
