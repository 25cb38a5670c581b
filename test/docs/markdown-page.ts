import type { RepositoryFile } from "./repository-files.ts";

/** A link of a page: the path is empty where it stays on the page, the anchor where it names none. */
export interface PageLink {
  readonly line: number;
  readonly target: string;
  readonly path: string;
  readonly anchor: string;
}

/** The text with code blocks and comments blanked, so that line numbers stay. */
const prose = (text: string): string =>
  text.replace(/^```[\s\S]*?^```|<!--[\s\S]*?-->/gm, (block) => block.replace(/[^\n]/g, " "));

/** The anchor that GitHub gives a heading. */
const slug = (heading: string): string =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/\s/g, "-");

/** The anchors of a page: its headings and its `<a id>`. A heading that appears again gets a number, as GitHub does. */
export function anchorsOf({ text }: RepositoryFile): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ""] of prose(text).matchAll(/^#{1,6} +(.+)$/gm)) {
    const name = slug(heading);
    let candidate = name;
    for (let count = 1; anchors.has(candidate); count += 1) candidate = `${name}-${count}`;
    anchors.add(candidate);
  }
  for (const [, id = ""] of prose(text).matchAll(/<a id="([^"]+)"/g)) anchors.add(id);
  return anchors;
}

/** The links of a page that stay in the repository. */
export function linksOf({ text }: RepositoryFile): readonly PageLink[] {
  const clean = prose(text);
  const targets = [
    ...clean.replace(/`[^`\n]*`/g, (code) => " ".repeat(code.length)).matchAll(/\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)/g),
    ...clean.matchAll(/<(?:a href|img [^>]*src)="([^"]+)"/g),
    ...clean.matchAll(/^\[[^\]]+\]: +(\S+)/gm),
  ];
  return targets
    .map(({ 1: target = "", index }) => ({ line: clean.slice(0, index).split("\n").length, target }))
    .filter(({ target }) => !/^[a-z][a-z0-9+.-]*:/i.test(target))
    .map(({ line, target }) => {
      const [path = "", anchor = ""] = decodeURIComponent(target).split("#");
      return { line, target, path, anchor };
    });
}
