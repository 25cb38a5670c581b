import type { FilesThatAnswered } from "../../formats/answers.generated.ts";
import { forTerminal } from "../escape.ts";
import type { AnswerHead } from "./answers.ts";

/**
 * Returns which commit answered a question, and when it was applied; empty for the working folder.
 * @param head the instant of the question, and the texts of instants
 * @param unavailable why the journal is not used; null: it is used
 */
export function renderAnswerSource(
  source: FilesThatAnswered,
  head: Pick<AnswerHead, "at" | "times">,
  unavailable: string | null,
): string {
  const { commit, mergedAt } = source;
  if (commit === null) return "";
  if (mergedAt === null) return `\nFrom commit ${short(commit)}.\n`;
  return `\nFrom commit ${short(commit)}, merged ${head.times.exact(mergedAt)}.\n${forTerminalLines(appliedText(source, head, unavailable))}\n`;
}

function appliedText(
  { commit, applied, lastApplied }: FilesThatAnswered,
  { at, times: { exact } }: Pick<AnswerHead, "at" | "times">,
  unavailable: string | null,
): string {
  if (unavailable !== null)
    return `When it was applied is not known.
${unavailable}`;
  const isApplied = applied !== null && Date.parse(applied.at) <= Date.parse(at);
  const together = applied !== null && applied.commit !== commit ? ` with commit ${short(applied.commit)}` : "";
  if (isApplied) return `Applied ${exact(applied.at)}${together}.`;
  const then =
    lastApplied === null
      ? `Nothing was applied up to ${exact(at)}.`
      : `Applied last at that instant: commit ${short(lastApplied.commit)}, ${exact(lastApplied.at)}.`;
  const later =
    applied === null
      ? "The journal has no complete apply of it."
      : `Applied ${exact(applied.at)}${together}, after the instant of the question.`;
  return `${later}\n${then}`;
}

const short = (commit: string): string => commit.slice(0, 12);

const forTerminalLines = (text: string): string => text.split("\n").map(forTerminal).join("\n");
