/** One step's summary may hold 1 MiB; a larger one is rejected as a whole. */
const mostBytes = 900_000;

/** Markdown that fits into the job summary, cut at the end of a line, with a sentence in front that says so. */
export function fitSummary(markdown: string, most = mostBytes): { readonly text: string; readonly isWhole: boolean } {
  if (Buffer.byteLength(markdown) <= most) return { text: markdown, isWhole: true };
  // A character that was cut in two is behind the last line's end, so it goes with the rest.
  const start = Buffer.from(markdown).subarray(0, most).toString("utf8");
  const kept = start.slice(0, start.lastIndexOf("\n") + 1);
  const lines = markdown.split("\n").length - kept.split("\n").length;
  return { text: `**Too long to show: ${lines} lines are left out at the end.**\n\n${kept}`, isWhole: false };
}
