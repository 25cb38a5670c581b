import type { System, UserId } from "../../model/documents.ts";
import type { GuardName } from "../../model/guard-name.ts";
import type { ObservedMembership } from "../../model/observation.ts";
import { effectOf } from "../actions.ts";
import type { MatchedGroup } from "../match/match-groups.ts";
import type { Operation } from "../operation.ts";
import type { HeldObject } from "../operations/held-object.ts";
import type { Draft } from "../operations/draft.ts";
import type { GuardResult } from "../plan.ts";
import type { Removed } from "./already-removed.ts";
import type { OverrideLookup } from "./overrides.ts";

/** What a guard checks: one system's part of the plan. */
export interface GuardScene {
  readonly system: System;
  readonly drafts: readonly Draft[];
  readonly groups: ReadonlyMap<string, MatchedGroup>;
  /** The live memberships of declared groups, by the group's key. */
  readonly members: ReadonlyMap<string, readonly ObservedMembership[]>;
  /** The declared groups, apps, roles and licences, by key. */
  readonly held: ReadonlyMap<string, HeldObject>;
  /** True: only the targets were read, so `members` omits memberships. */
  readonly isTargeted: boolean;
  readonly protectedUsers: readonly UserId[];
  readonly overrides: OverrideLookup;
  /** What earlier runs removed in this system within a day. It counts as if the plan removed it. */
  readonly already: Removed;
}

export type Guard = (scene: GuardScene) => readonly GuardResult[];

export interface LiftableText {
  readonly message: string;
  /** The remedy without an override. */
  readonly remedy: string;
  /** The `count` that an override needs. */
  readonly needed: number;
}

/** Returns a clause that names what earlier runs removed and the guard counts; empty where there is none. */
export const afterText = (earlier: number): string => (earlier === 0 ? "" : `, after ${earlier} in the last 24 hours`);

/** Returns the operations of the drafts that block an account. */
export const containing = (drafts: readonly Draft[]): readonly Operation[] =>
  drafts.flatMap(({ operation }) => (effectOf(operation) === "contains" ? [operation] : []));

/** Returns the number of accounts that the drafts block. An account with several such operations counts once. */
export function countContained(drafts: readonly Draft[]): number {
  return new Set(containing(drafts).map(({ resource }) => resource.id)).size;
}

/** Returns the result of a guard that root owners can lift with a file under access/overrides/. */
export function liftable(guard: GuardName, { system, overrides }: GuardScene, text: LiftableText): GuardResult {
  const override = overrides.fileFor(guard, system.id, text.needed);
  return {
    code: `guard/${guard}`,
    system: system.id,
    blocked: override === null,
    message: text.message,
    remedy:
      override === null
        ? `${text.remedy} If all changes are intended, add access/overrides/${guard}/<id>.yaml with \`system: ${system.id}\` and \`count: ${text.needed}\`; root owners must approve it.`
        : `No action needed: ${override} lifts this guard for this run.`,
    override,
  };
}
