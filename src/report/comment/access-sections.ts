import { forMarkdown, sentenceForMarkdown } from "../escape.ts";
import type { ChangedAccess, DiffReport } from "../diff/diff.ts";
import { sortByRisk } from "../diff/group-access.ts";
import { nameOf } from "../diff/names.ts";
import { accessText, reasonText } from "../diff/change-text.ts";
import { fold } from "./fold.ts";
import { type Links, placeLink } from "./links.ts";
import type { WhenText } from "../when.ts";
import type { Section } from "./sections.ts";
import { appendTo } from "../../support/multi-map.ts";
import { counted } from "../../support/counted.ts";

/** The number of users from which the same change for the same reason becomes one line. */
const sharedFrom = 3;

/** The maximum number of users in one line. Further users get another line, so that little is cut when space runs out. */
const namedInLine = 50;

/** Returns the collapsed section for all access changes, each with its reason and file. */
export function accessSection(report: DiffReport, when: WhenText, links: Links): Section {
  const { items, counts } = accessLines(report.access, report, when, links);
  const title = `${counted(report.access.length, "access change")}, with reasons and files`;
  return fold("access change", title, items, 0.3, counts);
}

/** Returns one line for each change, high tiers first. Many users with the same change of a role or rule share a line. */
function accessLines(
  access: readonly ChangedAccess[],
  { facts, diff }: DiffReport,
  when: WhenText,
  links: Links,
): { readonly items: readonly string[]; readonly counts: readonly number[] } {
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
