import { counted } from "../../support/counted.ts";

/** The maximum length of a check summary, in characters. */
export const maxSummaryLength = 65_535;

/** Returns the text, or as many of its first lines as fit, with a note that counts the lines that are left out. */
export function truncateSummary(text: string): string {
  if (text.length <= maxSummaryLength) return text;
  const kept = text.slice(0, maxSummaryLength - noteOn(text.length).length);
  const shown = kept.slice(0, kept.lastIndexOf("\n") + 1);
  return `${shown}${noteOn(text.slice(shown.length).trimEnd().split("\n").length)}`;
}

const noteOn = (lines: number): string =>
  `\n\n**Truncated: ${counted(lines, "line")} left out. The log of the run has the complete text.**\n`;
