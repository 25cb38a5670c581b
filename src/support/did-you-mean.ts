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

/** The number of names to suggest at most. */
const mostSuggestions = 3;

/** A name, and the other forms in which people write it. */
export interface KnownName {
  readonly name: string;
  readonly forms: readonly string[];
}

/** The names that a text may stand for, nearest first, and how they match. */
export interface SimilarNames {
  /** `name`: it is the name itself. `form`: it is another form of each name. */
  readonly match: "name" | "form" | "similar" | "none";
  readonly names: readonly string[];
}

/**
 * Returns the names that have the typed text as another form, ignoring letter case; else the most similar name; else the
 * name with the most similar form; else the names that contain the text.
 */
export function similarNames(written: string, known: readonly KnownName[]): SimilarNames {
  const word = written.toLowerCase();
  if (known.some(({ name }) => name === written)) return { match: "name", names: [written] };
  const withForm = (form: string): readonly string[] =>
    known
      .filter(({ forms }) => forms.some((candidate) => candidate.toLowerCase() === form))
      .map(({ name }) => name)
      .sort(compareText);
  const exact = word === "" ? [] : withForm(word);
  if (exact.length > 0) return { match: "form", names: exact };
  const similar = didYouMean(
    written,
    known.map(({ name }) => name),
  );
  if (similar !== undefined) return { match: "similar", names: [similar] };
  const form = didYouMean(
    written,
    known.flatMap(({ forms }) => forms),
  );
  const names =
    form === undefined
      ? known.map(({ name }) => name).filter((name) => word !== "" && name.includes(word))
      : withForm(form.toLowerCase());
  return { match: names.length === 0 ? "none" : "similar", names: [...names].sort(compareText) };
}

/** Returns the end of a message that suggests names, `; did you mean ada-lovelace?`; empty where there are none. */
export function suggestionText(names: readonly string[]): string {
  if (names.length === 0) return "";
  const rest = names.length > mostSuggestions ? `, or one of ${names.length - mostSuggestions} more` : "";
  return `; did you mean ${names.slice(0, mostSuggestions).join(", ")}${rest}?`;
}

/**
 * Returns the end of a message about an unknown name; empty where nothing is similar, or where the name itself is known and
 * not allowed. The part of a name after its last slash counts as a form of it.
 */
export function suggestionOf(written: string, known: Iterable<string>): string {
  const named = [...known].map((name) => ({ name, forms: [name.slice(name.lastIndexOf("/") + 1)] }));
  const { match, names } = similarNames(written, named);
  return match === "name" ? "" : suggestionText(names);
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
