import type { SystemId } from "../../model/documents.ts";
import { groupBy } from "../../support/multi-map.ts";
import { accountsGuard } from "../guards/accounts.ts";
import { type AlreadyRemoved, type Removed, removedIn } from "../guards/already-removed.ts";
import { overridesAt } from "../guards/overrides.ts";
import { scheduledGuard } from "../guards/scheduled.ts";
import type { Draft } from "../operations/draft.ts";
import type { GuardResult } from "../plan.ts";
import type { PlanContext } from "../side.ts";
import type { KeptOut } from "./kept-out.ts";

/** The operations on one user's accounts. */
interface UserDrafts {
  readonly one: KeptOut;
  readonly drafts: readonly Draft[];
}

export interface GuardFacts {
  readonly context: PlanContext;
  /** Returns whether the approved files alone keep the user out. */
  readonly isApproved: (one: KeptOut) => boolean;
  /** What earlier runs removed within a day. */
  readonly already: AlreadyRemoved | undefined;
  /** The part of it that the approved files take away as well. */
  readonly alreadyByApproved: AlreadyRemoved | undefined;
}

export interface HeldByGuards {
  readonly guards: readonly GuardResult[];
  /** The guard that holds each user's operations. */
  readonly holds: ReadonlyMap<KeptOut, GuardResult>;
}

/**
 * Judges the containment of each system by itself. Where a guard trips only because of what unapproved commits end, now or
 * within the day before, only those users are held: what is not approved must not stop what is approved.
 */
export function holdByGuards(users: readonly UserDrafts[], facts: GuardFacts): HeldByGuards {
  const guards: GuardResult[] = [];
  const holds = new Map<KeptOut, GuardResult>();
  const planned = users.filter(({ drafts }) => drafts.length > 0);
  for (const [system, own] of groupBy(planned, ({ one }) => one.system)) {
    const results = judge(system, own, { facts, already: removedIn(facts.already, system) });
    const [hold] = results.filter(({ blocked }) => blocked);
    if (hold === undefined) {
      guards.push(...results);
      continue;
    }
    const approved = own.filter(({ one }) => facts.isApproved(one));
    const byApproved = judge(system, approved, { facts, already: removedIn(facts.alreadyByApproved, system) });
    const goesOn = byApproved.every((one) => !one.blocked);
    guards.push(...(goesOn && approved.length === own.length ? byApproved : results));
    for (const { one } of own) if (!goesOn || !facts.isApproved(one)) holds.set(one, hold);
  }
  return { guards, holds };
}

function judge(
  id: SystemId,
  users: readonly UserDrafts[],
  { facts: { context }, already }: { readonly facts: GuardFacts; readonly already: Removed },
): readonly GuardResult[] {
  const { head, at } = context;
  const system = head.model.systems.get(id);
  if (system === undefined) return [];
  const scene = {
    system,
    drafts: users.flatMap(({ drafts }) => drafts),
    groups: new Map(),
    members: new Map(),
    held: new Map(),
    isTargeted: false,
    protectedUsers: [],
    already,
    overrides: overridesAt(head.model.overrides, at),
  };
  return [...accountsGuard(scene), ...scheduledGuard(scene)];
}
