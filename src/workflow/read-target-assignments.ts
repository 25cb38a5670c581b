import type { ObservedAssignable, ObservedDirectAssignment } from "../model/direct-assignment.ts";
import type { ObservedSystem } from "../model/observation.ts";
import type { DesiredAssignable } from "../plan/desired/desired.ts";
import type { AccessReader, Known } from "../ports/access.ts";

/** Reads one object that accounts hold directly, and one assignment of it. */
export type AssignmentReads = Pick<AccessReader, "assignable" | "directAssignment">;

/** The most assignments that are read one by one. For more, a complete read is cheaper. */
const maximumReads = 100;

/**
 * Reads whether each of the accounts holds each declared app, administrator role and licence. Returns null where a
 * complete read is needed: the provider reads no single assignment, or there are too many.
 * @throws Error where one could not be read
 */
export async function readTargetAssignments(
  reads: AssignmentReads,
  declared: readonly DesiredAssignable[],
  accounts: readonly string[],
): Promise<Pick<ObservedSystem, "assignables" | "directAssignments"> | null> {
  if (declared.length === 0) return {};
  if (reads.assignable === undefined || reads.directAssignment === undefined) return null;
  if (declared.length * accounts.length > maximumReads) return null;
  const assignables: ObservedAssignable[] = [];
  const directAssignments: ObservedDirectAssignment[] = [];
  for (const { kind, name } of declared) {
    const live = valueOf(await reads.assignable({ kind, name }));
    if (live === undefined) continue;
    assignables.push(live);
    for (const account of accounts) {
      const assignment = valueOf(await reads.directAssignment(kind, live.id, account));
      if (assignment !== undefined) directAssignments.push(assignment);
    }
  }
  return { assignables, directAssignments };
}

function valueOf<T>(known: Known<T>): T | undefined {
  if (known.kind === "unknown") throw new Error(known.failure.message);
  return known.kind === "found" ? known.value : undefined;
}
