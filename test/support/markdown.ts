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

/** A text as GitHub reads it: CommonMark with tables, bare addresses, task lists and footnotes. */
export function readMarkdown(markdown: string): Tree {
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

/** Every node below, in reading order. */
export function nodesOf(root: Node): readonly Node[] {
  return [root, ...(root.children ?? []).flatMap(nodesOf)];
}

const texts = new Set(["text", "inlineCode"]);

/**
 * The structure without its words: what is a heading, list, table, link or HTML stays, and neighbouring pieces of text and
 * code count as one. Two comments made by one template have one skeleton, whatever people wrote in the fields.
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

/** Text outside of code in which GitHub would find a person, an issue, a commit, an emoji or an address. */
export function activeWords(root: Node): readonly string[] {
  const active =
    /@[a-z0-9]|#\d|\bGH-\d|https?:|www\.|(?<!\d):[a-z0-9_+-]+:|\b[0-9a-f]{7,40}\b|[\w.+-]+@|[A-Z]+-\d+|\$[^$]*\$/i;
  return nodesOf(root)
    .filter(({ type, value }) => type === "text" && active.test(value ?? ""))
    .map(({ value }) => value ?? "");
}
