import type { Instant } from "../model/instant.ts";
import { actions } from "../plan/actions.ts";
import { type AlreadyRemoved, objectOf } from "../plan/guards/already-removed.ts";
import type { JournalRecord } from "../ports/journal.ts";

const day = 24 * 60 * 60 * 1000;

/**
 * Returns what runs removed within the day before an instant, by system. Each membership and each account counts once. A
 * changed role counts as a removal, because a record does not say whether the role was lowered.
 * @param records the records that are believed: an invented record could stop a run
 */
export function doneWithinDay(records: readonly JournalRecord[], at: Instant): AlreadyRemoved {
  const removed = new Map<string, { readonly memberships: Set<string>; readonly accounts: Set<string> }>();
  for (const record of records) {
    if (record.kind !== "result" || record.outcome !== "done" || Date.parse(record.at) <= at - day) continue;
    const [system = "", action = ""] = record.operation.split(":");
    const kind = kindOf(action);
    if (kind === undefined) continue;
    const own = removed.get(system) ?? { memberships: new Set<string>(), accounts: new Set<string>() };
    own[kind].add(objectOf(record.operation));
    removed.set(system, own);
  }
  return removed;
}

/** Returns how an action counts; undefined: not at all. */
function kindOf(name: string): "memberships" | "accounts" | undefined {
  if (!Object.hasOwn(actions, name)) return undefined;
  const { effect } = actions[name as keyof typeof actions];
  if (effect === "contains") return "accounts";
  return effect === "takes" || effect === "by-role" ? "memberships" : undefined;
}
