import type { RepositoryFile } from "./repository-files.ts";

/** A link of a page. The path is empty for a link within the page; the anchor is empty where there is none. */
export interface PageLink {
  readonly line: number;
  readonly target: string;
  readonly path: string;
  readonly anchor: string;
}

/** Returns the text with code blocks and comments blanked, so that line numbers do not change. */
const prose = (text: string): string =>
  text.replace(/^```[\s\S]*?^```|<!--[\s\S]*?-->/gm, (block) => block.replace(/[^\n]/g, " "));

/** Returns the anchor that GitHub generates for a heading. */
const slug = (heading: string): string =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/\s/g, "-");

/** Returns the anchors of a page: its headings and its `<a id>`. A repeated heading gets a number, as on GitHub. */
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

/** Returns the links of a page to files of the repository. */
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
