import type { FilesThatAnswered } from "../../formats/answers.generated.ts";

/**
 * Returns which commit answered a question, and when it was applied; empty for the working folder.
 * @param at the instant of the question
 */
export function renderAnswerSource(source: FilesThatAnswered, at: string): string {
  const { commit, mergedAt } = source;
  if (commit === null) return "";
  if (mergedAt === null) return `\nFrom commit ${short(commit)}.\n`;
  return `\nFrom commit ${short(commit)}, merged ${mergedAt}.\n${appliedText(source, at)}\n`;
}

function appliedText({ commit, applied, lastApplied, journal }: FilesThatAnswered, at: string): string {
  if (journal !== "verified") return "When it was applied is not known: this clone has no journal that it trusts.";
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
