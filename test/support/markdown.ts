import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";

type Tree = ReturnType<typeof fromMarkdown>;
interface Node {
  readonly type: string;
  readonly value?: string;
  readonly url?: string;
  readonly depth?: number;
  readonly children?: readonly Node[];
}

/** Parses a text like GitHub: CommonMark with tables, bare addresses, task lists and footnotes. */
export function readMarkdown(markdown: string): Tree {
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

/** Returns every node below, in reading order. */
export function nodesOf(root: Node): readonly Node[] {
  return [root, ...(root.children ?? []).flatMap(nodesOf)];
}

const texts = new Set(["text", "inlineCode"]);

/**
 * Returns the structure without its text: headings, lists, tables, links and HTML remain, and adjacent text and code count
 * as one. Two comments from one template have the same skeleton for any field values.
 */
export function skeletonOf(root: Node): string {
  const parts: string[] = [];
  for (const child of root.children ?? []) {
    const part = texts.has(child.type)
      ? "words"
      : child.type === "html"
        ? `html ${(child.value ?? "").replace(/<code>[\w?.-]*<\/code>/, "<code>words</code>")}`
        : `${child.type}(${skeletonOf(child)})`;
    if (part !== "words" || parts.at(-1) !== "words") parts.push(part);
  }
  return parts.join(" ");
}

/** Matches text outside of code that GitHub renders as a mention, an issue, a commit, an emoji or a link. */
export function activeWords(root: Node): readonly string[] {
  const active =
    /@[a-z0-9]|#\d|\bGH-\d|https?:|www\.|(?<!\d):[a-z0-9_+-]+:|\b[0-9a-f]{7,40}\b|[\w.+-]+@|[A-Z]+-\d+|\$[^$]*\$/i;
  return nodesOf(root)
    .filter(({ type, value }) => type === "text" && active.test(value ?? ""))
    .map(({ value }) => value ?? "");
}
