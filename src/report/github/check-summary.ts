/** The maximum length of a check summary, in characters. */
export const maxSummaryLength = 65_535;

/** Returns the text, or as many of its first lines as fit, with a note that the text is truncated. */
export function truncateSummary(text: string): string {
  if (text.length <= maxSummaryLength) return text;
  const note = "\n\n**Truncated. The log of the run has the complete text.**\n";
  const cut = text.slice(0, maxSummaryLength - note.length);
  return `${cut.slice(0, cut.lastIndexOf("\n") + 1)}${note}`;
}
