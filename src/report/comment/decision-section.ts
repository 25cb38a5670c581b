import { counted } from "../../support/counted.ts";
import { forMarkdown, sentenceForMarkdown } from "../escape.ts";
import { periodText } from "../diff/change-text.ts";
import type { WhenText } from "../when.ts";
import type { DecisionCard } from "./comment-input.ts";
import { personText } from "./access-sections.ts";
import { type Links, placeLink } from "./links.ts";
import type { Section } from "./sections.ts";

/** The instant of the plan, and the text of instants. */
interface Times {
  readonly at: string;
  readonly when: WhenText;
}

/** The maximum number of held entitlements that a card names. The rest is counted. */
const namedHoldings = 8;

/** Returns one card for each grant to review. The cards are already in order, highest tier first. */
export function decisionSection(cards: readonly DecisionCard[], times: Times, links: Links): Section {
  const items = cards.map((card) => cardItem(card, times, links));
  return { kind: "decision card", head: "\n### Grants to review\n\n", items, foot: "", share: 0.2 };
}

function cardItem(card: DecisionCard, { at, when }: Times, links: Links): string {
  const { name, user, title, department, reason, ticket, conflicts } = card;
  const place = [title, department].filter((text) => text !== null).map(sentenceForMarkdown);
  const lines = [
    `- ${[personText(name, user), ...place].join(", ")}, by ${placeLink(card, links)}`,
    `  - reason: ${reason === null ? "none given" : sentenceForMarkdown(reason)}${ticket === null ? "" : `, ticket ${forMarkdown(ticket)}`}`,
    ...card.gives.map(
      (given) =>
        `  - would receive ${forMarkdown(given.entitlement)} (${given.tier}) ${periodText(given, at, when)}; ${peerText(given.peersHolding, card.peers)}${descriptionText(given.what)}`,
    ),
    `  - holds now: ${holdingText(card.holdsNow)}`,
    `  - conflicts: ${conflicts.length === 0 ? "none" : conflicts.map(forMarkdown).join(", ")}`,
  ];
  return `${lines.join("\n")}\n`;
}

/** Returns the description of the entitlement on a separate line. */
function descriptionText(what: string): string {
  return what === "" ? "" : `\n    - ${sentenceForMarkdown(what)}`;
}

function peerText(holding: number, peers: number): string {
  return peers === 0
    ? "no other user has the same department and title"
    : `${holding} of ${counted(peers, "user")} with the same department and title hold it`;
}

function holdingText({ total, privileged }: DecisionCard["holdsNow"]): string {
  if (total === 0) return "nothing";
  const named = privileged
    .slice(0, namedHoldings)
    .map(({ entitlement, tier }) => `${forMarkdown(entitlement)} (${tier})`);
  const rest = privileged.length > named.length ? `, and ${privileged.length - named.length} more` : "";
  const list = named.length === 0 ? "" : `: ${named.join(", ")}${rest}`;
  return `${counted(total, "entitlement")}, ${privileged.length} privileged${list}`;
}
