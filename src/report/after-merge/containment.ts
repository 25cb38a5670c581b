import type { ContainmentResult, UncontainedUser } from "../../apply/containment-result.ts";
import { counted } from "../../support/counted.ts";
import { forMarkdown, forTerminal, sentenceForMarkdown } from "../escape.ts";
import { operationText } from "../text/actions.ts";

/** The users who may still be able to sign in, with the reasons. */
const uncontained = ({ inDoubt, held, failed }: ContainmentResult): readonly UncontainedUser[] => [
  ...failed,
  ...held,
  ...inDoubt,
];

/** Returns what the containment lane did and could not do, as lines for a terminal; empty where it had nothing to do. */
export function containmentText(result: ContainmentResult): string {
  const done = result.entries.map(
    ({ operation, outcome }) =>
      `contain   ${operationText(operation)}${outcome.kind === "done" ? "" : ` (${outcome.kind})`}`,
  );
  const open = uncontained(result).map(({ user, system, reason }) => `not contained ${user} in ${system}: ${reason}`);
  const unrecorded = result.unrecorded === null ? [] : [`The proofs could not be recorded. ${result.unrecorded}`];
  return [...done, ...open, ...unrecorded].map((line) => `${forTerminal(line)}\n`).join("");
}

/** Returns the items of the sections on containment, in Markdown. */
export function containmentLines(result: ContainmentResult): {
  readonly contained: readonly string[];
  readonly open: readonly string[];
} {
  return {
    contained: result.entries.map(
      ({ operation, outcome }) => `- ${forMarkdown(operationText(operation))}: ${outcome.kind}\n`,
    ),
    open: [
      ...uncontained(result).map(
        ({ user, system, reason }) =>
          `- ${forMarkdown(user)} in ${forMarkdown(system)}: ${sentenceForMarkdown(reason)}\n`,
      ),
      ...(result.unrecorded === null
        ? []
        : [`- The proofs could not be recorded. ${sentenceForMarkdown(result.unrecorded)}\n`]),
    ],
  };
}

/** Returns the result of the lane for JSON. */
export function containmentJson(result: ContainmentResult) {
  const { contained, alreadyContained, inDoubt, held, failed, unrecorded } = result;
  const complete = uncontained(result).length === 0 && unrecorded === null;
  return { complete, contained, alreadyContained, inDoubt, held, failed, unrecorded };
}

/** Returns one sentence on the lane for a headline; empty where everyone is contained and nothing was written. */
export function containmentSentence(result: ContainmentResult): string {
  const users = (list: readonly { readonly user: string }[]): number => new Set(list.map(({ user }) => user)).size;
  const accounts = result.contained.reduce((sum, one) => sum + one.accounts.length, 0);
  const open = users(uncontained(result));
  const parts = [
    ...(accounts > 0
      ? [`${counted(accounts, "account")} of ${counted(users(result.contained), "user")} contained`]
      : []),
    ...(open > 0 ? [`${counted(open, "user")} may still be able to sign in`] : []),
  ];
  return parts.length === 0 ? "" : ` ${parts.join(", ")}.`;
}
