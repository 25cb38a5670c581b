import { forMarkdown, wordsForMarkdown } from "../escape.ts";
import { stretchWords } from "../diff/words.ts";
import type { DecisionCard } from "./comment-input.ts";
import { personWords } from "./access-sections.ts";
import { type Links, placeLink } from "./links.ts";
import type { Section } from "./sections.ts";

/** How many of what a user holds are named; the rest is counted. */
const namedHoldings = 8;

/** One card for each grant to decide on. They come most dangerous first. */
export function decisionSection(cards: readonly DecisionCard[], at: string, links: Links): Section {
  const items = cards.map((card) => cardItem(card, at, links));
  return { kind: "decision card", head: "\n### To decide\n\n", items, foot: "", share: 0.2 };
}

function cardItem(card: DecisionCard, at: string, links: Links): string {
  const { name, user, title, department, reason, ticket, conflicts } = card;
  const place = [title, department].filter((text) => text !== null).map(wordsForMarkdown);
  const lines = [
    `- ${[personWords(name, user), ...place].join(", ")}, by ${placeLink(card, links)}`,
    `  - reason: ${reason === null ? "none given" : wordsForMarkdown(reason)}${ticket === null ? "" : `, ticket ${forMarkdown(ticket)}`}`,
    ...card.gives.map(
      (given) =>
        `  - would get ${forMarkdown(given.entitlement)} (${given.tier}) ${stretchWords(given, at)}; ${peerWords(given.peersHolding, card.peers)}${whatWords(given.what)}`,
    ),
    `  - holds now: ${holdingWords(card.holdsNow)}`,
    `  - conflicts: ${conflicts.length === 0 ? "none" : conflicts.map(forMarkdown).join(", ")}`,
  ];
  return `${lines.join("\n")}\n`;
}

/** What the entitlement is, in its owners' words, on a line of its own. */
function whatWords(what: string): string {
  return what === "" ? "" : `\n    - ${wordsForMarkdown(what)}`;
}

function peerWords(holding: number, peers: number): string {
  return peers === 0
    ? "nobody else has the same department and title"
    : `${holding} of ${peers} with the same department and title hold it`;
}

function holdingWords({ total, privileged }: DecisionCard["holdsNow"]): string {
  if (total === 0) return "nothing";
  const named = privileged
    .slice(0, namedHoldings)
    .map(({ entitlement, tier }) => `${forMarkdown(entitlement)} (${tier})`);
  const rest = privileged.length > named.length ? `, and ${privileged.length - named.length} more` : "";
  const list = named.length === 0 ? "" : `: ${named.join(", ")}${rest}`;
  return `${privileged.length} privileged${list}; ${total} in all`;
}
