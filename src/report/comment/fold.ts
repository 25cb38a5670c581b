import type { PartKind, Section } from "./sections.ts";

/** Returns a collapsed section. The title is text of the program, without anything that people wrote. */
export function fold(
  kind: PartKind,
  title: string,
  items: readonly string[],
  share: number,
  counts?: readonly number[],
): Section {
  return {
    kind,
    head: `\n<details><summary>${title}</summary>\n\n`,
    items,
    ...(counts === undefined ? {} : { counts }),
    foot: "\n</details>\n",
    share,
  };
}
