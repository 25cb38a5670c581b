import { compareText } from "./compare.ts";

/**
 * Returns the entry of `known` nearest to `written` by Damerau's edit distance (an adjacent swap counts one); undefined if more
 * than a third of the word differs. Long words are truncated, so that hostile input remains cheap.
 */
export function didYouMean(written: string, known: Iterable<string>): string | undefined {
  const word = written.slice(0, 100).toLowerCase();
  const limit = Math.max(1, Math.floor(word.length / 3));
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const name of known) {
    if (Math.abs(name.length - word.length) > limit) continue;
    const distance = editDistance(word, name.toLowerCase());
    if (distance > limit) continue;
    if (
      best === undefined ||
      distance < best.distance ||
      (distance === best.distance && compareText(name, best.name) < 0)
    )
      best = { name, distance };
  }
  return best?.name;
}

/** The number of names to suggest that contain the typed text. */
const mostSuggestions = 3;

/**
 * Returns the end of a message about an unknown name, `; did you mean ada-lovelace?`: the most similar name, else some names
 * that contain the typed text; empty where there are none, or where the name itself is known and not allowed.
 */
export function suggestionOf(written: string, known: Iterable<string>): string {
  const names = [...known];
  const similar = didYouMean(written, names);
  if (similar === written) return "";
  if (similar !== undefined) return `; did you mean ${similar}?`;
  const holding = written === "" ? [] : names.filter((name) => name.includes(written.toLowerCase())).sort();
  if (holding.length === 0) return "";
  const rest = holding.length > mostSuggestions ? `, or one of ${holding.length - mostSuggestions} more` : "";
  return `; did you mean ${holding.slice(0, mostSuggestions).join(", ")}${rest}?`;
}

function editDistance(left: string, right: string): number {
  let twoBack: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const cost = left[row - 1] === right[column - 1] ? 0 : 1;
      let distance = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + cost,
      );
      if (row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1])
        distance = Math.min(distance, (twoBack[column - 2] ?? 0) + 1);
      current.push(distance);
    }
    twoBack = previous;
    previous = current;
  }
  return previous[right.length] ?? 0;
}
