import type { ApplyEntry } from "../../apply/apply-report.ts";
import { operationText } from "../text/actions.ts";
import { forMarkdown, sentenceForMarkdown } from "../escape.ts";
import { datesIn } from "../when.ts";
import type { RunResult } from "./run-result.ts";

/** The maximum number of rows. The journal has all operations. */
const shownRows = 40;

/**
 * Returns what a run did as a table: who, what, when, and the operation by which the journal proves it; empty where the run did
 * nothing. What people wrote is inert in it.
 */
export function doneTable({
  report,
  containment,
  names,
  run,
}: Pick<RunResult, "report" | "containment" | "names" | "run">): string {
  const done = [...containment.entries, ...(report?.entries ?? [])].filter(({ outcome }) => outcome.kind === "done");
  if (done.length === 0) return "";
  const rest = done.length > shownRows ? `\n… and ${done.length - shownRows} more.\n` : "";
  return [
    "### Who got what\n\n",
    `Proof: each operation is in the journal, under the run ${forMarkdown(run)}.\n\n`,
    "| Who | What | When | Operation |\n|---|---|---|---|\n",
    ...done.slice(0, shownRows).map((entry) => rowOf(entry, names)),
    rest,
  ].join("");
}

function rowOf({ operation, at }: ApplyEntry, { people, titles, timezone }: RunResult["names"]): string {
  const { user, entitlement, id } = operation;
  const name = user === null ? undefined : people.get(user);
  const title = entitlement === null ? undefined : titles.get(entitlement);
  const cells = [
    user === null
      ? "–"
      : name === undefined || name === user
        ? forMarkdown(user)
        : `${sentenceForMarkdown(name)}<br>${forMarkdown(user)}`,
    [...(title === undefined ? [] : [sentenceForMarkdown(title)]), forMarkdown(operationText(operation))].join("<br>"),
    `${datesIn(timezone, at).exact(at)} ${forMarkdown(timezone)}`,
    forMarkdown(id),
  ];
  return `| ${cells.join(" | ")} |\n`;
}
