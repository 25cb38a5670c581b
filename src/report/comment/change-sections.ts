import type { WitnessPath } from "../../diagnostics/finding.ts";
import { forMarkdown, wordsForMarkdown } from "../escape.ts";
import type { ChangedFinding, DiffReport } from "../diff/diff.ts";
import { fieldWords } from "../diff/words.ts";
import { type Links, placeLink } from "./links.ts";
import type { Section } from "./sections.ts";
import { counted } from "../../support/counted.ts";

/** Findings that the change brings: errors first, as they come. */
export function findingsSection({ findings }: DiffReport, links: Links): Section {
  const items = findings.appeared.map((changed) => findingItem(changed, links));
  return { kind: "finding", head: "\n### New findings\n\n", items, foot: "", share: 0.2 };
}

/** What became lighter or went. */
export function betterSection({ findings }: DiffReport, links: Links): Section {
  const eased = findings.eased.map((changed) => findingItem(changed, links));
  const cured = findings.cured.map(
    ({ code, message }) => `- cured: ${forMarkdown(code)} ${wordsForMarkdown(message)}\n`,
  );
  const head = "\n<details><summary>Findings that are cured or weigh less</summary>\n\n";
  return { kind: "finding", head, items: [...eased, ...cured], foot: "\n</details>\n", share: 0.05 };
}

function findingItem({ finding, was }: ChangedFinding, links: Links): string {
  const { code, severity, message, remedy, file, line, waiver } = finding;
  const place = file === null ? "" : ` at ${placeLink({ file, line }, links)}`;
  const before = was === null ? "" : ` (was: ${was})`;
  const ways = (finding.paths ?? []).map((path) => wayLine(path, links)).join("");
  const waived =
    waiver === null || waiver === undefined ? "" : ` Waived by ${placeLink({ file: waiver, line: null }, links)}.`;
  return `- **${severity}**${before} ${forMarkdown(code)}${place}: ${wordsForMarkdown(message)}${waived} *Next:* ${wordsForMarkdown(remedy)}\n${ways}`;
}

/** One way by which a conflict comes about: from the user to the entitlement, and where its first step is written. */
function wayLine({ user, role, through, entitlement, file, line }: WitnessPath, links: Links): string {
  const steps = [user, ...(role === undefined ? [] : [`role ${role}`]), ...through];
  if (steps.at(-1) !== entitlement) steps.push(entitlement);
  return `  - ${steps.map(forMarkdown).join(" → ")} at ${placeLink({ file, line }, links)}\n`;
}

/** Changes of roles, rules, tiers and people that bear on access or approval. */
export function modelSection({ diff, holders }: DiffReport): Section {
  const items = diff.modelChanges.map((change) => {
    const held = change.field === "tier" ? holders.get(change.id as never) : undefined;
    const note = held === undefined ? "" : `, held by ${counted(held, "user")}`;
    return `- ${change.field === "tier" ? "**tier** of " : ""}${forMarkdown(`${change.kind} ${change.id}`)}: ${forMarkdown(fieldWords(change))}${note}\n`;
  });
  return { kind: "model change", head: "\n### Other effects\n\n", items, foot: "", share: 0.1 };
}
