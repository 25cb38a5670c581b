import { forMarkdown, wordsForMarkdown } from "../escape.ts";
import type { ChangedAccess, DiffReport } from "../diff/diff.ts";
import { dangerousFirst } from "../diff/group-access.ts";
import { accessWords, reasonWords } from "../diff/words.ts";
import { type Links, placeLink } from "./links.ts";
import type { Section } from "./sections.ts";
import { appendTo } from "../../support/multi-map.ts";
import { counted } from "../../support/counted.ts";

/** From how many users on the same change, for the same reason, is one line. */
const sharedFrom = 3;

/** How many users one such line names; more make a second one, so that what does not fit is little. */
const namedInLine = 50;

/** What gives more of tier high or critical: the first that a reviewer has to see. */
export function privilegedSection(report: DiffReport, links: Links): Section {
  const lines = accessLines(report.access.filter(isDangerous), report, links);
  return { kind: "access change", head: "\n### Privileged access\n\n", ...lines, foot: "", share: 0.25 };
}

/** Everything else that people gain, lose or keep for another time. */
export function otherAccessSection(report: DiffReport, links: Links): Section {
  const others = report.access.filter((changed) => !isDangerous(changed));
  const lines = accessLines(others, report, links);
  return { kind: "access change", head: "\n### Access\n\n", ...lines, foot: "", share: 0.15 };
}

const isDangerous = ({ change, reach }: ChangedAccess): boolean =>
  reach !== "less" && (change.tier === "critical" || change.tier === "high");

/** One line for each change, dangerous first; one for many users whom the edit of a role or rule brings the same. */
function accessLines(
  access: readonly ChangedAccess[],
  { names, diff }: DiffReport,
  links: Links,
): Pick<Section, "items" | "counts"> {
  const groups = new Map<string, ChangedAccess[]>();
  for (const changed of dangerousFirst(access)) {
    const key = `${accessWords(changed, diff.at).verb}\n${restOfLine(changed, diff.at, links)}`;
    appendTo(groups, key, changed);
  }
  const personOf = ({ change: { user } }: ChangedAccess): string => personWords(names.get(user) ?? user, user);
  const lines = [...groups.values()].flatMap((group) =>
    (group.length < sharedFrom ? group.map((one) => [one]) : chunksOf(group, namedInLine)).flatMap((users) => {
      const [first] = users;
      if (first === undefined) return [];
      const { verb, plural } = accessWords(first, diff.at);
      const rest = restOfLine(first, diff.at, links);
      const text =
        users.length === 1
          ? `- ${personOf(first)} **${verb}** ${rest}\n`
          : `- ${users.length} users **${plural}** ${rest}: ${users.map(personOf).join(", ")}\n`;
      return [{ text, count: users.length }];
    }),
  );
  return { items: lines.map(({ text }) => text), counts: lines.map(({ count }) => count) };
}

function restOfLine(changed: ChangedAccess, at: string, links: Links): string {
  const { entitlement, tier, because } = changed.change;
  const { when } = accessWords(changed, at);
  const { text, place, more } = reasonWords(because);
  const where = place === null ? "" : ` ${placeLink(place, links)}`;
  const others = more > 0 ? ` (and ${counted(more, "more way")})` : "";
  const reason = text === "" ? "" : `, ${wordsForMarkdown(text)}${where}${others}`;
  return `${forMarkdown(entitlement)} (${tier})${when}${reason}`;
}

function chunksOf<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/** A name that people wrote, and the id by which the files know them. */
export function personWords(name: string, id: string): string {
  return name === id ? forMarkdown(id) : `${wordsForMarkdown(name)} (${forMarkdown(id)})`;
}
