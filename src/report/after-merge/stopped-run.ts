import type { ContainmentResult } from "../../apply/containment-result.ts";
import type { RefusedError } from "../../diagnostics/user-error.ts";
import { forTerminal } from "../escape.ts";
import { containmentLines, containmentText } from "./containment.ts";

/** Returns the refusal of a run, and what the containment lane did before it, for a terminal. */
export function stopText(refusal: RefusedError, containment: ContainmentResult | null): string {
  const { code, message, remedy } = refusal;
  const text = `${code}: ${message}\nFix: ${remedy}\n${written(containment)}`;
  const lane = containment === null ? "" : containmentText(containment);
  return `${lane}${text.split("\n").map(forTerminal).join("\n")}\n`;
}

/** Returns the same for the job summary, in Markdown. */
export function stopMarkdown({ code }: RefusedError, containment: ContainmentResult | null): string {
  const head = `## Rolecall\n\n**Refused:** \`${code}\`. ${written(containment)} The reason is in the log.\n`;
  if (containment === null) return head;
  const { contained, open } = containmentLines(containment);
  const section = (title: string, lines: readonly string[]): string =>
    lines.length === 0 ? "" : `\n### ${title}\n\n${lines.join("")}`;
  return `${head}${section("Contained", contained)}${section("Not contained", open)}`;
}

const written = (containment: ContainmentResult | null): string =>
  containment === null || containment.entries.length === 0
    ? "Nothing was written."
    : "Nothing was written except to contain users who must be kept out.";
