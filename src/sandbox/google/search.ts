import { invalid } from "./refusal.ts";

export type Searchable = Readonly<Record<string, readonly string[]>>;
export type Search = (subject: Searchable) => boolean;

const CLAUSE = /\s*([A-Za-z.]+)\s*(=|:)\s*(?:'((?:[^'\\]|\\.)*)'|"([^"]*)"|(\S+))/y;

/**
 * Parses the commonly used part of the search language: clauses joined by white space (all must match), `field=value`
 * for the complete value, `field:value` for a word or a prefix (`eng*`), quotes around white space (`\'` inside single quotes), case ignored.
 */
export function parseSearch(text: string, fields: readonly string[]): Search {
  const clauses: Search[] = [];
  CLAUSE.lastIndex = 0;
  const trimmed = text.trim();
  while (CLAUSE.lastIndex < trimmed.length) {
    const clause = CLAUSE.exec(trimmed);
    const field = clause?.[1];
    if (clause === null || field === undefined || !fields.includes(field)) throw invalid("query");
    const value = (clause[3]?.replaceAll(/\\(.)/g, "$1") ?? clause[4] ?? clause[5] ?? "").toLowerCase();
    const holds = clause[2] === "=" ? (found: string) => found === value : wordMatch(value);
    clauses.push((subject) => (subject[field] ?? []).some((found) => holds(found.toLowerCase())));
  }
  return (subject) => clauses.every((holds) => holds(subject));
}

function wordMatch(value: string): (found: string) => boolean {
  if (value.endsWith("*")) {
    const start = value.slice(0, -1);
    return (found) => found.startsWith(start);
  }
  return (found) => found === value || found.split(/[^\p{L}\p{N}_-]+/u).includes(value);
}
