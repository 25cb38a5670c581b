import type { AnswerPath } from "../../model/queries.ts";
import { forTerminal } from "../escape.ts";
import { type AnswerHead, isLater, isStartKnown } from "./answer-head.ts";
import { renderTable } from "./table.ts";

/** A row of an answer before its paths: the user, or the entitlement and its tier. */
export interface AnswerRow {
  readonly cells: readonly string[];
  readonly because: readonly AnswerPath[];
}

/**
 * Returns an answer as a table with one row for each path, and below it each file once.
 * @param names the header of the first cells
 * @returns null where the terminal is too narrow, or where the output is not a terminal
 */
export function answerTable(names: readonly string[], rows: readonly AnswerRow[], head: AnswerHead): string | null {
  const { columns = Number.POSITIVE_INFINITY } = head;
  if (!Number.isFinite(columns) || rows.length === 0) return null;
  const table = renderTable(
    {
      header: [...names, "BY", "FROM", "UNTIL"],
      rows: rows.flatMap(({ cells, because }) =>
        because.map((path) => [...cells, byText(path), fromText(path, head), untilText(path, head)].map(forTerminal)),
      ),
    },
    columns,
  );
  if (table === null) return null;
  const places = new Set(rows.flatMap(({ because }) => because.map(({ file, line }) => `${file}:${line}`)));
  return `\n${table}\nDeclared in:\n${[...places].map((place) => `  ${forTerminal(place)}\n`).join("")}`;
}

function byText({ kind, role = "", through }: AnswerPath): string {
  const source = kind === "grant" ? (role === "" ? "grant" : `grant of role ${role}`) : `birthright of ${role}`;
  return through.length === 0 ? source : `${source}, through ${through.join(" → ")}`;
}

/** Returns the start of a path; empty where the files do not say it, because a role gives the access. */
function fromText(path: AnswerPath, head: AnswerHead): string {
  if (path.from !== null && (isLater(path, head) || isStartKnown(path, head)))
    return head.times.cell(path.from, "from");
  return path.kind === "grant" && head.unknownStarts.has(path.file) ? "not known" : "";
}

const untilText = ({ until }: AnswerPath, { times }: AnswerHead): string =>
  until === null ? "no expiry" : times.cell(until, "until");
