/** GitHub's limit is 1 MiB per step; it rejects a larger summary completely. Unit: bytes. */
const mostBytes = 900_000;

/** Returns Markdown that fits into the job summary. Longer Markdown is cut at the end of a line, with a notice in front. */
export function fitSummary(markdown: string, most = mostBytes): { readonly text: string; readonly isWhole: boolean } {
  if (Buffer.byteLength(markdown) <= most) return { text: markdown, isWhole: true };
  // A character that the cut splits is after the last line break, so the next line removes it.
  const start = Buffer.from(markdown).subarray(0, most).toString("utf8");
  const kept = start.slice(0, start.lastIndexOf("\n") + 1);
  const lines = markdown.split("\n").length - kept.split("\n").length;
  return { text: `**Too long to show: the last ${lines} lines are left out.**\n\n${kept}`, isWhole: false };
}
