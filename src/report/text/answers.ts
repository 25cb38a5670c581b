import type { AnswerPath, HeldEntitlement, Holder, WhyResult } from "../../model/queries.ts";
import { forTerminal } from "../escape.ts";
import { counted } from "../../support/counted.ts";
import type { AnswerTimes } from "../when.ts";

/** What all parts of an answer depend on. */
export interface AnswerHead {
  /** The instant of the question. */
  readonly at: string;
  /** Files of the grants whose start is not known, because this clone does not have their merge. */
  readonly unknownStarts: ReadonlySet<string>;
  /** The texts of instants in the organization's time zone. */
  readonly times: AnswerTimes;
}

/**
 * Returns one path as text with its place, for example `by the grant, until 2026-12-01 19:00 Europe/Berlin`. A start in the past
 * is shown only where it is known: a path can start with the user, long before the access was declared.
 */
export function renderPath(path: AnswerPath, { at, unknownStarts, times }: AnswerHead): string {
  const source =
    path.kind === "grant"
      ? path.role === undefined
        ? "by the grant"
        : `by the grant of the role ${path.role}`
      : `by birthright of the role ${path.role ?? ""}`;
  const through = path.through.length === 0 ? "" : `, through ${path.through.join(" → ")}`;
  const isKnown = path.kind === "grant" && !unknownStarts.has(path.file);
  const from = startText(path, { at, isKnown, times });
  const until = path.until === null ? ", without an expiry date" : `, until ${times.bound(path.until, "until")}`;
  return forTerminal(`${source}${through}${from}${until}`) + `\n    ${forTerminal(path.file)}:${path.line}`;
}

interface StartContext extends Pick<AnswerHead, "at" | "times"> {
  /** Whether the start of the path is the start of the access. */
  readonly isKnown: boolean;
}

function startText({ from, since }: AnswerPath, { at, isKnown, times }: StartContext): string {
  if (from !== null && Date.parse(from) > Date.parse(at)) return `, from ${times.bound(from, "from")}`;
  if (since !== undefined) return since === null ? ", since: not known" : `, since ${times.exact(since)}`;
  return from !== null && isKnown ? `, since ${times.exact(from)}` : "";
}

/** Returns the answer of `rolecall why`. */
export function renderWhy(user: string, entitlement: string, head: AnswerHead, result: WhyResult): string {
  const at = head.times.exact(head.at);
  const verdict = result.holds ? "has" : "does not have";
  const lines = [forTerminal(`${user} ${verdict} ${entitlement} at ${at}.`)];
  for (const path of result.because) lines.push(`  ${renderPath(path, head)}`);
  if (result.later.length > 0) lines.push("Later:");
  for (const path of result.later) lines.push(`  ${renderPath(path, head)}`);
  if (!result.holds && result.later.length === 0)
    lines.push(
      `  No birthright role and no grant gives it. To see who has it, run: rolecall who ${forTerminal(entitlement)}`,
    );
  return `${lines.join("\n")}\n`;
}

/** Returns the answer of `rolecall who`. With `all`, the holders include users who will have it later. */
export function renderWho(entitlement: string, head: AnswerHead, holders: readonly Holder[], all: boolean): string {
  const at = head.times.exact(head.at);
  const count = new Set(holders.map(({ user }) => user)).size;
  const later = all ? " now or later" : "";
  const hint = count === 0 && !all ? ` To see who will have it later, run: rolecall who ${entitlement} --all` : "";
  const lines = [forTerminal(`${entitlement} at ${at}: ${counted(count, "user")}${later}.${hint}`)];
  for (const holder of holders) {
    lines.push(forTerminal(holder.user));
    for (const path of holder.because) lines.push(`  ${renderPath(path, head)}`);
  }
  return `${lines.join("\n")}\n`;
}

/** Returns the answer of `rolecall what`. With `all`, `held` includes future entitlements. */
export function renderWhat(
  user: string,
  head: AnswerHead & { readonly state: string; readonly all: boolean },
  held: readonly HeldEntitlement[],
): string {
  const { state, all } = head;
  const at = head.times.exact(head.at);
  const lines = [
    forTerminal(
      `${user} is ${state} at ${at} and has${all ? " or will have" : ""} ${counted(held.length, "entitlement")}.`,
    ),
  ];
  for (const { entitlement, tier, because } of held) {
    lines.push(forTerminal(`${entitlement} (${tier})`));
    for (const path of because) lines.push(`  ${renderPath(path, head)}`);
  }
  return `${lines.join("\n")}\n`;
}
