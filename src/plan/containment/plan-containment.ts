import type { SystemId, UserId } from "../../model/documents.ts";
import type { ObservedAccount } from "../../model/observation.ts";
import { compareText } from "../../support/compare.ts";
import { groupBy } from "../../support/multi-map.ts";
import { accountsGuard } from "../guards/accounts.ts";
import { removedIn } from "../guards/already-removed.ts";
import { overridesAt } from "../guards/overrides.ts";
import { scheduledGuard } from "../guards/scheduled.ts";
import { isOpen } from "../match/identity.ts";
import type { Operation } from "../operation.ts";
import { containAccount } from "../operations/account-operations.ts";
import type { Draft } from "../operations/draft.ts";
import type { GuardResult } from "../plan.ts";
import type { PlanContext } from "../side.ts";
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
  /** What prevents the proof: accounts in doubt, accounts that cannot be contained, protected users. */
  readonly blocked: readonly GuardResult[];
  /** What is reported and prevents nothing. */
  readonly notes: readonly GuardResult[];
}

export interface ContainmentPlan {
  readonly users: readonly UserContainment[];
  /** The guards of systems that hold every operation of their system, or that an override lifts. */
  readonly guards: readonly GuardResult[];
}

/**
 * Plans the containment of the accounts that were found: ordinary operations with their causes. The guards judge each
 * system by itself, so that one system does not hold another.
 */
export function planContainment(
  lookedUp: readonly LookedUp[],
  all: readonly KeptOut[],
  context: PlanContext,
): ContainmentPlan {
  const { model } = context.head;
  const kept = new Set(all.map(({ system, user }) => `${system} ${user.id}`));
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
  const drafts = groupBy(
    planned.flatMap(({ drafts }) => drafts),
    ({ operation }) => operation.system,
  );
  return {
    users: planned.map(({ drafts, ...rest }) => ({ ...rest, operations: drafts.map(({ operation }) => operation) })),
    guards: [...drafts].flatMap(([system, own]) => judge(system, own, context)),
  };
}

interface Planned extends Omit<UserContainment, "operations"> {
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

function judge(id: SystemId, drafts: readonly Draft[], { head, at }: PlanContext): readonly GuardResult[] {
  const system = head.model.systems.get(id);
  if (system === undefined) return [];
  const scene = {
    system,
    drafts,
    groups: new Map(),
    members: new Map(),
    protectedUsers: [],
    already: removedIn(undefined, id),
    overrides: overridesAt(head.model.overrides, at),
  };
  return [...accountsGuard(scene), ...scheduledGuard(scene)];
}
