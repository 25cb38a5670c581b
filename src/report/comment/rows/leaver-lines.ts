import type { UserId } from "../../../model/documents.ts";
import { counted } from "../../../support/counted.ts";
import { groupBy } from "../../../support/multi-map.ts";
import type { LeaverPlace } from "../../diff/diff.ts";
import { nameOf } from "../../diff/names.ts";
import { forMarkdown, sentenceForMarkdown } from "../../escape.ts";
import { listText, type RowContext } from "./row-text.ts";

/** The maximum number of objects of one relation that a line names; more are counted. */
const namedObjects = 3;

const relationTexts: Readonly<Record<LeaverPlace["relation"], string>> = {
  owner: "owner of",
  manager: "manager of",
  sponsor: "sponsor of",
  approver: "approver of",
  "root-owner": "root owner of",
};

/** Returns to whom a leaver's data goes, and who takes over what the leaver owns, manages, sponsors and approves. */
export function leftBehindLines(user: UserId, { facts }: RowContext): readonly string[] {
  const leaver = facts.leavers.get(user);
  if (leaver === undefined) return [];
  const { open, done, dataTo } = leaver;
  const data = [...dataTo].map(([system, to]) => {
    const name = sentenceForMarkdown(facts.systemTitles.get(system) ?? system);
    const receiver = to === null ? "the manager, but the user has none" : personText(to);
    return `Data in ${name} goes to ${receiver}. An administrator transfers it`;
  });
  const owned = [
    ...linesFor(done, (to) => `Handed over${to === null || to === "none" ? "" : ` to ${personText(to)}`}`),
    ...linesFor(
      open,
      (to) => `**To hand over** to ${to === null || to === "none" ? "a user to choose" : personText(to)}`,
    ),
  ];
  return [
    ...data,
    ...(owned.length === 0 ? ["Owns, manages and sponsors nothing"] : owned),
    ...(open.length === 0 ? [] : [`${forMarkdown(`rolecall handover ${user}`)} proposes the edits`]),
  ];

  function personText(id: string): string {
    const name = nameOf(id as UserId, facts);
    return name === id ? forMarkdown(id) : `${sentenceForMarkdown(name)} ${forMarkdown(id)}`;
  }
}

function linesFor(places: readonly LeaverPlace[], head: (to: LeaverPlace["to"]) => string): readonly string[] {
  return [...groupBy(places, ({ to }) => to)].map(([to, group]) => `${head(to)}: ${placesText(group)}`);
}

function placesText(places: readonly LeaverPlace[]): string {
  const texts = [...groupBy(places, ({ relation }) => relation)].map(
    ([relation, group]) => `${relationTexts[relation]} ${objectsText(group)}`,
  );
  return listText(texts);
}

function objectsText(places: readonly LeaverPlace[]): string {
  if (places.length > namedObjects)
    return counted(places.length, places[0]?.relation === "manager" ? "user" : "object");
  return listText(places.map(({ object }) => sentenceForMarkdown(object)));
}
