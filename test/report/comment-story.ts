import { compareSides, type Compared } from "../../src/workflow/diff.ts";
import { decisionCards } from "../../src/workflow/review/decision-cards.ts";
import type { Finding } from "../../src/diagnostics/finding.ts";
import type { CommentInput } from "../../src/report/comment/comment-input.ts";
import { type ModelBuilder, now } from "../support/model.ts";
import { sideOf } from "../support/planned.ts";
import { links } from "./comment-everything.ts";

/** What lies between two worlds, and what is found in each. */
export function compared(
  base: ModelBuilder,
  head: ModelBuilder,
  findings: { readonly base?: readonly Finding[]; readonly head?: readonly Finding[] } = {},
): Compared {
  return compareSides({
    sides: { base: sideOf(base.build()), head: sideOf(head.build()) },
    at: now,
    findings: { base: findings.base ?? [], head: findings.head ?? [] },
    changedFiles: [],
  });
}

/** The comment's input for such a change; nobody has reviewed it and no provider was asked, unless told otherwise. */
export function commentOn(change: Compared, changes: Partial<CommentInput> = {}): CommentInput {
  return { report: change.report, plan: null, approvals: null, cards: decisionCards(change), links, ...changes };
}
