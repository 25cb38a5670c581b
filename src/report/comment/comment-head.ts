/** The hidden first line that identifies the comment of Rolecall. */
export const commentMarker = "<!-- rolecall:plan -->";

/**
 * The hidden line between the head of the comment, which is the verdict with the next step, and its content. The head has
 * nothing that people wrote unescaped, so the first such line ends the head.
 */
export const verdictEnd = "<!-- rolecall:verdict-end -->\n";

/** The maximum length of a GitHub comment, in characters. */
export const commentBudget = 65_536;

/** The characters that a comment keeps free for the head that it has after the merge. */
export const headRoom = 1_500;

/**
 * Returns the comment with another head; its content stays. Null: the comment has no head that can be replaced, or it would
 * become longer than GitHub accepts.
 */
export function withHead(body: string, head: string): string | null {
  const end = body.indexOf(`\n${verdictEnd}`);
  if (!body.startsWith(`${commentMarker}\n`) || end === -1) return null;
  const changed = `${commentMarker}\n${head}${body.slice(end + 1)}`;
  return changed.length > commentBudget ? null : changed;
}
