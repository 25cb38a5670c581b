import { isAchieved, type OutcomeKind } from "../../model/outcome.ts";
import type { AssignableKind } from "../../model/direct-assignment.ts";
import { actions } from "../../plan/actions.ts";
import { accountKey, assignmentKey, membershipKey, type Taken } from "../../plan/taken.ts";
import type { JournalRecord } from "../../ports/journal.ts";

type Intent = Extract<JournalRecord, { readonly kind: "intent" }>;

/**
 * Returns what runs took since the last run of the branch that converged, and did not give back. A run converges only
 * where the branch has nothing unapproved, so what was taken for unapproved commits counts until a run gave it back.
 * @param records the records that are believed: an invented record could undo a removal by hand
 */
export function takenSince(records: readonly JournalRecord[], branch: string): Taken {
  const taken = new Set<string>();
  /** The objects of the intents so far, by run and operation. */
  const open = new Map<string, Written>();
  for (const record of records) {
    if (record.kind === "intent") {
      const written = writtenBy(record, taken);
      if (written === null) continue;
      open.set(nameOf(record), written);
      // The write of an intent without a result may have been done.
      if (written.takes) taken.add(written.key);
    }
    if (record.kind === "result") settle(record.outcome, open.get(nameOf(record)), taken);
    if (record.kind === "commit-settled" && record.branch === branch && record.converged) taken.clear();
  }
  return taken;
}

/** The object of a write that gives or takes. */
interface Written {
  readonly key: string;
  readonly takes: boolean;
  /** Whether the object was taken before the write. */
  readonly wasTaken: boolean;
}

/** Corrects what is taken by the outcome of a write. */
function settle(outcome: OutcomeKind, written: Written | undefined, taken: Set<string>): void {
  if (written === undefined) return;
  const { key, takes, wasTaken } = written;
  if (takes ? outcome === "not-attempted" && !wasTaken : isAchieved(outcome)) taken.delete(key);
}

const nameOf = ({ run, operation }: { readonly run: string; readonly operation: string }): string =>
  `${run}\n${operation}`;

const entries: ReadonlyMap<unknown, (typeof actions)[keyof typeof actions]> = new Map(Object.entries(actions));

/** Returns what a write gives or takes; null: neither, or its object is not an existing account or a membership. */
function writtenBy({ system, operation, write }: Intent, taken: Taken): Written | null {
  const { action, account, group, member } = write;
  const effect = entries.get(action)?.effect;
  if (effect === undefined || effect === "neutral") return null;
  const place = system ?? operation.split(":")[0] ?? "";
  const key =
    typeof account === "string"
      ? (assignedBy(write, place, account) ?? accountKey(place, account))
      : typeof group === "string" && typeof member === "string"
        ? membershipKey(place, group, member)
        : null;
  // A record does not show whether a changed role was lowered.
  return key === null ? null : { key, takes: effect !== "gives", wasTaken: taken.has(key) };
}

/** The field of a write that names what is assigned, by kind. */
const assignedIn: Readonly<Record<AssignableKind, string>> = { app: "app", adminRole: "role", license: "license" };

/** Returns the key of the direct assignment that the write concerns; null: it concerns the account itself. */
function assignedBy(write: Intent["write"], system: string, account: string): string | null {
  for (const [kind, field] of Object.entries(assignedIn)) {
    const target = write[field];
    if (typeof target === "string") return assignmentKey(system, { kind: kind as AssignableKind, target, account });
  }
  return null;
}
