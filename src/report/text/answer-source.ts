import type { FilesThatAnswered } from "../../formats/answers.generated.ts";
import { forTerminal } from "../escape.ts";

/**
 * Returns which commit answered a question, and when it was applied; empty for the working folder.
 * @param at the instant of the question
 * @param unavailable why the journal is not used; null: it is used
 */
export function renderAnswerSource(source: FilesThatAnswered, at: string, unavailable: string | null): string {
  const { commit, mergedAt } = source;
  if (commit === null) return "";
  if (mergedAt === null) return `\nFrom commit ${short(commit)}.\n`;
  return `\nFrom commit ${short(commit)}, merged ${mergedAt}.\n${forTerminalLines(appliedText(source, at, unavailable))}\n`;
}

function appliedText(
  { commit, applied, lastApplied }: FilesThatAnswered,
  at: string,
  unavailable: string | null,
): string {
  if (unavailable !== null)
    return `When it was applied is not known.
${unavailable}`;
  const isApplied = applied !== null && Date.parse(applied.at) <= Date.parse(at);
  const together = applied !== null && applied.commit !== commit ? ` with commit ${short(applied.commit)}` : "";
  if (isApplied) return `Applied ${applied.at}${together}.`;
  const then =
    lastApplied === null
      ? `Nothing was applied up to ${at}.`
      : `Applied last at that instant: commit ${short(lastApplied.commit)}, ${lastApplied.at}.`;
  const later =
    applied === null
      ? "The journal has no complete apply of it."
      : `Applied ${applied.at}${together}, after the instant of the question.`;
  return `${later}\n${then}`;
}

const short = (commit: string): string => commit.slice(0, 12);

const forTerminalLines = (text: string): string => text.split("\n").map(forTerminal).join("\n");
