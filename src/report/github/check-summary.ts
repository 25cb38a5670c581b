/** What the summary of a check may hold, in characters. */
export const longestSummary = 65_535;

/** The text, or as many of its lines as fit with a sentence that says what is missing. The most important stands first. */
export function fittedSummary(text: string): string {
  if (text.length <= longestSummary) return text;
  const note = "\n\n**Too long to show as a whole; the run's log has the rest.**\n";
  const cut = text.slice(0, longestSummary - note.length);
  return `${cut.slice(0, cut.lastIndexOf("\n") + 1)}${note}`;
}
