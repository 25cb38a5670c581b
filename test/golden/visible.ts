import type { Nodes } from "mdast";

/** Returns the number of lines of a comment that are visible while its folds are closed; blank lines do not count. */
export function visibleLines(markdown: string): number {
  let depth = 0;
  let count = 0;
  for (const line of markdown.split("\n")) {
    const isVisible = depth === 0 && !/^(\s*|<!--.*-->|\|[-|: ]+\||<\/details>)$/.test(line);
    depth += (line.match(/<details>/g) ?? []).length - (line.match(/<\/details>/g) ?? []).length;
    if (isVisible) count += 1;
  }
  return count;
}

/** Returns the text of a comment that is visible while its folds are closed. */
export function visibleText(root: Nodes): string {
  let depth = 0;

  const textOf = (node: Nodes): string => {
    if (node.type === "html") {
      const opens = /<details>/.test(node.value);
      const parts = depth === 0 ? /<summary>(.*)<\/summary>/s.exec(node.value)?.[1] : undefined;
      depth += (opens ? 1 : 0) - (/<\/details>/.test(node.value) ? 1 : 0);
      return decoded((parts ?? "").replace(/<[^>]*>/g, ""));
    }
    if ("children" in node) return node.children.map(textOf).join(" ");
    return depth === 0 && "value" in node ? node.value : "";
  };
  return textOf(root);
}

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"' };
const decoded = (text: string): string =>
  text.replace(/&(?:(lt|gt|amp|quot)|#(\d+));/g, (_, name?: string, code?: string) =>
    name === undefined ? String.fromCodePoint(Number(code)) : (entities[name] ?? ""),
  );
