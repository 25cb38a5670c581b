import { isPrivileged } from "../../model/lifecycle.ts";
import { counted } from "../../support/counted.ts";
import { groupBy } from "../../support/multi-map.ts";
import { forMarkdown, sentenceForMarkdown } from "../escape.ts";
import type { ApprovalLine } from "../diff/diff.ts";
import type { DecisionCard } from "./comment-input.ts";
import { fold } from "./fold.ts";
import { personText } from "./access-sections.ts";
import { type Links, placeLink } from "./links.ts";
import type { Section } from "./sections.ts";

/** The maximum number of held entitlements that a card names. The rest is counted. */
const namedHoldings = 4;
/** The maximum number of entitlements that a card describes. */
const described = 3;
/** The maximum number of cards without access of tier high or critical that are not folded. */
const shownCards = 10;
/** The number of cards from which each of them has two lines. */
const compactFrom = 6;
/** The number of grants that one card links. */
const linkedGrants = 3;

/**
 * Returns one card for each user and reason that an approver decides about. It shows what the table does not: the reason, what
 * the user holds now, the peers, conflicts and risks. Cards of a high tier are never folded.
 * @param lines the required approvals; null: not known, so every card is shown
 */
export function decisionSections(
  cards: readonly DecisionCard[],
  lines: readonly ApprovalLine[] | null,
  links: Links,
): readonly Section[] {
  const powers = (lines ?? []).filter(({ what }) => what === "approval-power");
  const decided = lines === null ? null : grantsToDecide(lines);
  const groups = [
    ...groupBy(
      cards.filter(({ grant }) => decided?.has(grant) ?? true),
      ({ user, reason, ticket }) => JSON.stringify([user, reason, ticket]),
    ).values(),
  ];
  const isShown = (group: readonly DecisionCard[], position: number): boolean =>
    position < shownCards || isPrivilegedCard(group);
  const shown = groups.filter(isShown);
  const folded = groups.filter((group, position) => !isShown(group, position));
  const item = (group: readonly DecisionCard[]): string =>
    cardItem(group, { links, powers, isCompact: groups.length >= compactFrom });
  return [
    { kind: "decision card", head: "\n### To decide\n\n", items: shown.map(item), foot: "", share: 0.1 },
    fold(
      "decision card",
      counted(folded.length, "more grant to decide", "more grants to decide"),
      folded.map(item),
      0.05,
    ),
  ];
}

/** Returns the ids of the grants for which an approval is required. */
function grantsToDecide(lines: readonly ApprovalLine[]): ReadonlySet<string> {
  return new Set(
    lines.flatMap(({ about: { document }, stages }) =>
      document?.kind === "grant" && stages.length > 0 ? [document.id] : [],
    ),
  );
}

const isPrivilegedCard = (group: readonly DecisionCard[]): boolean =>
  group.some(({ gives }) => gives.some(({ tier }) => isPrivileged(tier)));

interface CardContext {
  readonly links: Links;
  /** The required approvals of the power to approve. */
  readonly powers: readonly ApprovalLine[];
  /** Whether the facts share a line, because there are many cards. */
  readonly isCompact: boolean;
}

function cardItem(group: readonly DecisionCard[], { links, powers, isCompact }: CardContext): string {
  const [first] = group;
  if (first === undefined) return "";
  const { name, user, reason, ticket, conflicts, holdsNow } = first;
  const gives = group.flatMap((card) => card.gives);
  const places = group.slice(0, linkedGrants).map((card) => placeLink(card, links));
  const more = group.length > places.length ? ` and ${group.length - places.length} more` : "";
  const marks = riskMarks(group, powers);
  const head = `- ${personText(name, user)}: ${reason === null ? "no reason given" : sentenceForMarkdown(reason)}${ticket === null ? "" : `, ticket ${forMarkdown(ticket)}`} (${places.join(", ")}${more})`;
  const descriptions = gives
    .filter(({ what }) => what !== "")
    .map(({ entitlement, what }) => `${forMarkdown(entitlement)}: ${sentenceForMarkdown(what)}`);
  const facts = [
    ...(isCompact || gives.length > described ? [] : descriptions),
    `Holds now: ${holdingText(holdsNow)}. ${peerText(group)}${conflicts.length === 0 ? " No conflicts." : ""}`,
    ...(conflicts.length === 0 ? [] : [`**Conflicts:** ${conflicts.map(forMarkdown).join(", ")}`]),
    ...(marks.length === 0 ? [] : [`⚠ ${marks.join(", ")}`]),
  ];
  return isCompact
    ? `${head}\n  - ${facts.join(" ")}\n`
    : `${[head, ...facts.map((fact) => `  - ${fact}`)].join("\n")}\n`;
}

/** Returns what makes the grants of a card a higher risk than the table shows. */
function riskMarks(group: readonly DecisionCard[], powers: readonly ApprovalLine[]): readonly string[] {
  const [first] = group;
  if (first === undefined) return [];
  const gives = group.flatMap((card) => card.gives);
  const privileged = gives.filter(({ tier }) => isPrivileged(tier));
  const open = privileged.filter(({ until }) => until === null).map(({ entitlement }) => forMarkdown(entitlement));
  const unheld = gives.filter(({ holders }) => holders === 0).map(({ entitlement }) => forMarkdown(entitlement));
  const given = new Set(gives.map(({ entitlement }) => entitlement));
  const power = powers.some(
    ({ about }) => about.user === first.user && about.entitlements.some((ref) => given.has(ref)),
  );
  return [
    ...(power ? ["its members approve changes"] : []),
    ...(first.holdsNow.privileged.length === 0 && privileged.length > 0
      ? ["the first access of tier high or critical of this user"]
      : []),
    ...(unheld.length === 0 ? [] : [`the first user to hold ${unheld.join(", ")}`]),
    ...(open.length === 0 ? [] : [`no expiry date for ${open.join(", ")}`]),
    ...(first.kind === "employee"
      ? []
      : [first.kind === "service" ? "a service account" : `not an employee (${first.kind})`]),
  ];
}

function peerText(group: readonly DecisionCard[]): string {
  const peers = group[0]?.peers ?? 0;
  const gives = group.flatMap((card) => card.gives);
  if (peers === 0) return "No other user has the same department and title.";
  const [only, ...others] = gives;
  if (only !== undefined && others.length === 0)
    return `${only.peersHolding} of ${counted(peers, "user")} with the same department and title ${only.peersHolding === 1 ? "holds" : "hold"} it.`;
  const held = gives.map(({ entitlement, peersHolding }) => `${forMarkdown(entitlement)} ${peersHolding}`);
  return `Of ${counted(peers, "user")} with the same department and title, this many hold it: ${held.join(", ")}.`;
}

function holdingText({ total, privileged }: DecisionCard["holdsNow"]): string {
  if (total === 0) return "nothing";
  const named = privileged
    .slice(0, namedHoldings)
    .map(({ entitlement, tier }) => `${forMarkdown(entitlement)} (${tier})`);
  const rest = privileged.length > named.length ? ` and ${privileged.length - named.length} more` : "";
  const list = named.length === 0 ? "" : `: ${named.join(", ")}${rest}`;
  return `${counted(total, "entitlement")}, ${privileged.length} privileged${list}`;
}
