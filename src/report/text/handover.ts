import type { Handover, HandoverStep } from "../../model/handover.ts";
import { counted } from "../../support/counted.ts";
import { forTerminal } from "../escape.ts";

/** Returns the places that a user hands over, one line each, with the user who takes over. */
export function renderHandover(name: string, { user, to, steps }: Handover): string {
  if (steps.length === 0)
    return (
      forTerminal(`${name} (${user}) is not an owner, manager, sponsor or approver. No handover is needed.`) + "\n"
    );
  const summary = `${name} (${user}) hands over ${counted(steps.length, "place")}${to === null ? "" : ` to ${to}`}:`;
  const lines = steps.map((step) => `  ${placeText(step)}${changeText(step, to)}`);
  return [summary, ...lines].map((line) => forTerminal(line)).join("\n") + "\n";
}

const placeText = ({ relation, object }: HandoverStep): string =>
  relation === "root-owner" ? `root owner of ${object}` : `${relation} of ${object}`;

/** Returns who takes over, where it is not the user of the first line. */
function changeText({ to }: HandoverStep, usual: Handover["to"]): string {
  if (to === null) return ": no active manager to take over";
  return to === usual ? "" : ` → ${to}`;
}

/** Returns what is left to do after the proposed edits. */
export function renderHandoverNotes({
  open,
  withoutAccount,
  hasEdits,
  isWritten,
}: {
  readonly open: number;
  readonly withoutAccount: readonly string[];
  readonly hasEdits: boolean;
  readonly isWritten: boolean;
}): string {
  const lines: string[] = [];
  if (open > 0) lines.push(`${counted(open, "place")} without a successor. Choose one with --to USER.`);
  for (const id of withoutAccount)
    lines.push(`${id} does not have a pinned GitHub account (github.id) and cannot approve until the file has one.`);
  if (isWritten) lines.push("Written. Run rolecall codeowners --write, and open a pull request.");
  else if (hasEdits) lines.push("Nothing was written. Add --write to write the files.");
  return lines.map((line) => `${forTerminal(line)}\n`).join("");
}
