import { forMarkdown, sentenceForMarkdown } from "../escape.ts";
import type { ChangedAccess, DiffReport } from "../diff/diff.ts";
import { sortByRisk } from "../diff/group-access.ts";
import { nameOf } from "../diff/names.ts";
import { accessText, reasonText } from "../diff/change-text.ts";
import { type Links, placeLink } from "./links.ts";
import type { WhenText } from "../when.ts";
import type { Section } from "./sections.ts";
import { appendTo } from "../../support/multi-map.ts";
import { counted } from "../../support/counted.ts";

/** The number of users from which the same change for the same reason becomes one line. */
const sharedFrom = 3;

/** The maximum number of users in one line. Further users get another line, so that little is cut when space runs out. */
const namedInLine = 50;

/** The maximum number of lines of the other access changes that are not collapsed. */
const foldedAbove = 10;

/** Returns the section for additional access of tier high or critical, which a reviewer reads first. */
export function privilegedSection(report: DiffReport, when: WhenText, links: Links): Section {
  const lines = accessLines(report.access.filter(isPrivilegedGain), report, when, links);
  return { kind: "access change", head: "\n### Privileged access\n\n", ...lines, foot: "", share: 0.25 };
}

/** Returns the section for all other access changes. Many of them are collapsed. */
export function otherAccessSection(report: DiffReport, when: WhenText, links: Links): Section {
  const others = report.access.filter((changed) => !isPrivilegedGain(changed));
  const lines = accessLines(others, report, when, links);
  if (lines.items.length <= foldedAbove)
    return { kind: "access change", head: "\n### Access\n\n", ...lines, foot: "", share: 0.15 };
  const title = `${counted(others.length, "access change")} of tier low or medium, or with less access than before`;
  return {
    kind: "access change",
    head: `\n<details><summary>${title}</summary>\n\n`,
    ...lines,
    foot: "\n</details>\n",
    share: 0.15,
  };
}

const isPrivilegedGain = ({ change, reach }: ChangedAccess): boolean =>
  reach !== "less" && (change.tier === "critical" || change.tier === "high");

/** Returns one line for each change, high tiers first. Many users with the same change of a role or rule share a line. */
function accessLines(
  access: readonly ChangedAccess[],
  { facts, diff }: DiffReport,
  when: WhenText,
  links: Links,
): Pick<Section, "items" | "counts"> {
  const restOf = (changed: ChangedAccess): string =>
    restOfLine(changed, accessText(changed, diff.at, when).when, links);
  const groups = new Map<string, ChangedAccess[]>();
  for (const changed of sortByRisk(access)) {
    const key = `${accessText(changed, diff.at).verb}\n${restOf(changed)}`;
    appendTo(groups, key, changed);
  }
  const personOf = ({ change: { user } }: ChangedAccess): string => personText(nameOf(user, facts), user);
  const lines = [...groups.values()].flatMap((group) =>
    (group.length < sharedFrom ? group.map((one) => [one]) : chunksOf(group, namedInLine)).flatMap((users) => {
      const [first] = users;
      if (first === undefined) return [];
      const { verb, plural } = accessText(first, diff.at);
      const rest = restOf(first);
      const text =
        users.length === 1
          ? `- ${personOf(first)} **${verb}** ${rest}\n`
          : `- ${users.length} users **${plural}** ${rest}: ${users.map(personOf).join(", ")}\n`;
      return [{ text, count: users.length }];
    }),
  );
  return { items: lines.map(({ text }) => text), counts: lines.map(({ count }) => count) };
}

function restOfLine(changed: ChangedAccess, when: string, links: Links): string {
  const { entitlement, tier, because } = changed.change;
  const { text, place, more } = reasonText(because);
  const where = place === null ? "" : ` ${placeLink(place, links)}`;
  const others = more > 0 ? ` (and ${counted(more, "more path")})` : "";
  const reason = text === "" ? "" : `, ${sentenceForMarkdown(text)}${where}${others}`;
  return `${forMarkdown(entitlement)} (${tier})${when}${reason}`;
}

function chunksOf<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/** Returns a display name with the user id, as Markdown. */
export function personText(name: string, id: string): string {
  return name === id ? forMarkdown(id) : `${sentenceForMarkdown(name)} (${forMarkdown(id)})`;
}
