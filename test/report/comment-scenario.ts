import { compareSides, type Compared } from "../../src/workflow/diff.ts";
import { decisionCards } from "../../src/workflow/review/decision-cards.ts";
import type { Finding } from "../../src/diagnostics/finding.ts";
import type { CommentInput } from "../../src/report/comment/comment-input.ts";
import { type ModelBuilder, now } from "../support/model.ts";
import { sideOf } from "../support/planned.ts";
import { links } from "./comment-everything.ts";

/** Compares two models and their findings. */
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

/** Returns the comment input for a change, by default without reviews and without observed providers. */
export function commentOn(change: Compared, changes: Partial<CommentInput> = {}): CommentInput {
  return {
    report: change.report,
    plan: null,
    approvals: null,
    cards: decisionCards(change),
    timezone: "Europe/Berlin",
    links,
    ...changes,
  };
}
