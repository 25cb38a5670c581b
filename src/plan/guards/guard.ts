import type { System, UserId } from "../../model/documents.ts";
import type { GuardName } from "../../model/guard-name.ts";
import type { ObservedMembership } from "../../model/observation.ts";
import type { MatchedGroup } from "../match/match-groups.ts";
import type { Draft } from "../operations/draft.ts";
import type { GuardResult } from "../plan.ts";
import type { OverrideLookup } from "./overrides.ts";

/** What a guard judges: one system's part of the whole plan. */
export interface GuardScene {
  readonly system: System;
  readonly drafts: readonly Draft[];
  readonly groups: ReadonlyMap<string, MatchedGroup>;
  /** The live memberships of declared groups, by the group's key. */
  readonly members: ReadonlyMap<string, readonly ObservedMembership[]>;
  readonly protectedUsers: readonly UserId[];
  readonly overrides: OverrideLookup;
}

export type Guard = (scene: GuardScene) => readonly GuardResult[];

export interface LiftableWords {
  readonly message: string;
  /** What to do without an override. */
  readonly remedy: string;
  /** How many the override has to let through. */
  readonly needed: number;
}

/** A guard that root owners may lift once, by a file under access/overrides/. */
export function liftable(guard: GuardName, { system, overrides }: GuardScene, words: LiftableWords): GuardResult {
  const override = overrides.fileFor(guard, system.id, words.needed);
  return {
    code: `guard/${guard}`,
    system: system.id,
    blocked: override === null,
    message: words.message,
    remedy:
      override === null
        ? `${words.remedy} If all of it is meant, let root owners add access/overrides/${guard}/<id>.yaml with \`system: ${system.id}\` and \`count: ${words.needed}\`.`
        : `Nothing: ${override} lifts this guard for this run.`,
    override,
  };
}
