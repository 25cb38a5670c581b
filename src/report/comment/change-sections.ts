import type { WitnessPath } from "../../diagnostics/finding.ts";
import { forMarkdown, sentenceForMarkdown } from "../escape.ts";
import type { ChangedFinding, DiffReport } from "../diff/diff.ts";
import { type Links, placeLink } from "./links.ts";
import type { Section } from "./sections.ts";

/** Returns the section for new findings, in their order (errors first). */
export function findingsSection({ findings }: DiffReport, links: Links): Section {
  const items = findings.appeared.map((changed) => findingItem(changed, links));
  return { kind: "finding", head: "\n### New findings\n\n", items, foot: "", share: 0.2 };
}

/** Returns the section for resolved findings and findings of lower severity. */
export function betterSection({ findings }: DiffReport, links: Links): Section {
  const downgraded = findings.downgraded.map((changed) => findingItem(changed, links));
  const resolved = findings.resolved.map(
    ({ code, message }) => `- resolved: ${forMarkdown(code)} ${sentenceForMarkdown(message)}\n`,
  );
  const head = "\n<details><summary>Resolved or downgraded findings</summary>\n\n";
  return { kind: "finding", head, items: [...downgraded, ...resolved], foot: "\n</details>\n", share: 0.05 };
}

function findingItem({ finding, was }: ChangedFinding, links: Links): string {
  const { code, severity, message, remedy, file, line, waiver } = finding;
  const place = file === null ? "" : ` at ${placeLink({ file, line }, links)}`;
  const before = was === null ? "" : ` (was: ${was})`;
  const paths = (finding.paths ?? []).map((path) => pathLine(path, links)).join("");
  const waived =
    waiver === null || waiver === undefined ? "" : ` Waived by ${placeLink({ file: waiver, line: null }, links)}.`;
  return `- **${severity}**${before} ${forMarkdown(code)}${place}: ${sentenceForMarkdown(message)}${waived} *Fix:* ${sentenceForMarkdown(remedy)}\n${paths}`;
}

/** Returns one path of a conflict, from the user to the entitlement, with the place of its first step. */
function pathLine({ user, role, through, entitlement, file, line }: WitnessPath, links: Links): string {
  const steps = [user, ...(role === undefined ? [] : [`role ${role}`]), ...through];
  if (steps.at(-1) !== entitlement) steps.push(entitlement);
  return `  - ${steps.map(forMarkdown).join(" → ")} at ${placeLink({ file, line }, links)}\n`;
}
