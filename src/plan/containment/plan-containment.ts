import type { UserId } from "../../model/documents.ts";
import type { ObservedAccount } from "../../model/observation.ts";
import { compareText } from "../../support/compare.ts";
import type { AlreadyRemoved } from "../guards/already-removed.ts";
import { isOpen } from "../match/identity.ts";
import type { Operation } from "../operation.ts";
import { containAccount } from "../operations/account-operations.ts";
import type { Draft } from "../operations/draft.ts";
import type { GuardResult } from "../plan.ts";
import type { PlanContext } from "../side.ts";
import { holdByGuards } from "./hold-by-guards.ts";
import { type FoundAccount, judgeAccount, type JudgeFacts } from "./judge-account.ts";
import type { KeptOut } from "./kept-out.ts";
import { ownersIn } from "./owners.ts";

/** A user who was looked up, with every account that was found. */
export interface LookedUp {
  readonly one: KeptOut;
  readonly found: readonly FoundAccount[];
}

/** What is certain and what is not about one user in one system. */
export interface UserContainment {
  readonly one: KeptOut;
  /** The user's accounts that are closed already. */
  readonly closed: readonly ObservedAccount[];
  readonly operations: readonly Operation[];
  /** The guard that holds the operations; null: none does. */
  readonly hold: GuardResult | null;
  /** What prevents the proof: accounts in doubt, accounts that cannot be contained, protected users. */
  readonly blocked: readonly GuardResult[];
  /** What is reported and prevents nothing. */
  readonly notes: readonly GuardResult[];
}

export interface ContainmentPlan {
  readonly users: readonly UserContainment[];
  /** The guards that hold users of their system, or that an override lifts. */
  readonly guards: readonly GuardResult[];
}

export interface ContainmentFacts {
  readonly context: PlanContext;
  /** Who must be kept out by the approved files alone; null: nothing else ended anybody. */
  readonly approved?: readonly KeptOut[] | null;
  /** What earlier runs removed within a day. */
  readonly already?: AlreadyRemoved | undefined;
  /** The part of it that the approved files take away as well; default: all of it. */
  readonly alreadyByApproved?: AlreadyRemoved | undefined;
}

/**
 * Plans the containment of the accounts that were found: ordinary operations with their causes. The guards judge each
 * system by itself, so that one system does not hold another.
 */
export function planContainment(
  lookedUp: readonly LookedUp[],
  all: readonly KeptOut[],
  { context, approved = null, already, alreadyByApproved = already }: ContainmentFacts,
): ContainmentPlan {
  const { model } = context.head;
  const kept = new Set(all.map(idOf));
  const approvedOnly = approved === null ? null : new Set(approved.map(idOf));
  const owners = ownersIn(model.users.values());
  const protectedUsers = new Set<UserId>(model.organization.protected);
  const planned = lookedUp.map(({ one, found }) =>
    containUser(one, found, {
      owners,
      adoptions: model.adoptions,
      protectedUsers,
      isKeptOut: (user) => kept.has(`${one.system} ${user}`),
    }),
  );
  const { guards, holds } = holdByGuards(planned, {
    context,
    isApproved: (one) => approvedOnly === null || approvedOnly.has(idOf(one)),
    already,
    alreadyByApproved,
  });
  return {
    users: planned.map(({ drafts, ...rest }) => ({
      ...rest,
      operations: drafts.map(({ operation }) => operation),
      hold: holds.get(rest.one) ?? null,
    })),
    guards,
  };
}

const idOf = ({ system, user }: KeptOut): string => `${system} ${user.id}`;

interface Planned extends Omit<UserContainment, "operations" | "hold"> {
  readonly drafts: readonly Draft[];
}

function containUser(one: KeptOut, found: readonly FoundAccount[], facts: JudgeFacts): Planned {
  const closed: ObservedAccount[] = [];
  const drafts: Draft[] = [];
  const blocked: GuardResult[] = [];
  const notes: GuardResult[] = [];
  for (const each of [...found].sort((left, right) => compareText(left.account.id, right.account.id))) {
    const { account } = each;
    if (account.state === "deleted") continue;
    const judgment = judgeAccount(one, each, facts);
    if (judgment.kind === "doubt" || judgment.kind === "held") blocked.push(judgment.result);
    if (judgment.kind === "note") notes.push(judgment.result);
    if (judgment.kind !== "theirs") continue;
    if (!isOpen(account)) closed.push(account);
    else {
      const planned = containAccount(one.desired, account, one.view);
      drafts.push(...planned.drafts);
      blocked.push(...planned.guards);
    }
  }
  return { one, closed, drafts: withDistinctIds(drafts), blocked, notes };
}

/** Names the account in the ids of a user's second and further operations: one user can have several open accounts. */
function withDistinctIds(drafts: readonly Draft[]): readonly Draft[] {
  return drafts.map((draft, index) =>
    index === 0
      ? draft
      : {
          ...draft,
          operation: { ...draft.operation, id: `${draft.operation.id}:${draft.operation.resource.id ?? ""}` },
        },
  );
}
