import { applyPlan } from "../../../apply/apply-plan.ts";
import type { ApplyEntry } from "../../../apply/apply-report.ts";
import type { SystemId } from "../../../model/documents.ts";
import { formatInstant, type Instant } from "../../../model/instant.ts";
import type { ContainmentPlan } from "../../../plan/containment/plan-containment.ts";
import { digestOf } from "../../../plan/digest.ts";
import type { Operation } from "../../../plan/operation.ts";
import type { Plan } from "../../../plan/plan.ts";
import type { PlanContext } from "../../../plan/side.ts";
import { summaryOf } from "../../../plan/summary.ts";
import { groupBy } from "../../../support/multi-map.ts";
import type { ContainmentPorts } from "./containment-ports.ts";

/**
 * Applies the operations of each system that no guard holds as one plan: each operation reads its account,
 * is recorded, is sent, and is read back. Does not throw: a writer that cannot be connected fails its own system.
 */
export async function carryOutContainment(
  { users }: ContainmentPlan,
  { context, run }: { readonly context: PlanContext; readonly run: string },
  { connections, journal, clock, signal, onProgress }: ContainmentPorts,
): Promise<readonly ApplyEntry[]> {
  const operations = users.flatMap((user) => (user.hold === null ? user.operations : []));
  const entries: ApplyEntry[] = [];
  for (const [system, own] of groupBy(operations, (operation) => operation.system)) {
    const connection = await connected(system);
    if (typeof connection === "string") {
      entries.push(...own.map((operation) => failed(operation, connection, clock.now())));
      continue;
    }
    const report = await applyPlan(planOf(own, context), {
      connections: new Map([[system, connection]]),
      journal,
      clock,
      run,
      signal,
      inFlight: context.head.model.organization.rate.inFlight,
      onProgress: (entry) => {
        entries.push(entry);
        onProgress?.(entry, entries.length, operations.length);
      },
    });
    if (report.stopped !== null && report.entries.length === 0)
      entries.push(...own.map((operation) => failed(operation, report.stopped ?? "", clock.now())));
  }
  return entries;

  /** Returns the reader and writer of the system, or why there are none. */
  async function connected(system: SystemId) {
    const connection = connections.find((one) => one.system.id === system);
    if (connection === undefined) return `there is no connection to ${system}`;
    try {
      return { reader: connection.reader, writer: await connection.writer() };
    } catch (problem) {
      return problem instanceof Error ? problem.message : String(problem);
    }
  }
}

const failed = (operation: Operation, reason: string, at: Instant): ApplyEntry => ({
  operation,
  outcome: { kind: "failed", reason },
  at: formatInstant(at),
});

/** Returns the plan with these operations alone. No change is under review, so the digest covers nothing. */
function planOf(operations: readonly Operation[], { head, base, at }: PlanContext): Plan {
  return {
    version: 1,
    at: formatInstant(at),
    head: head.commit,
    base: base?.commit ?? null,
    digest: digestOf({ accessChanges: [], modelChanges: [], writtenChanges: [] }, { head: head.model, base: null }),
    accessChanges: [],
    modelChanges: [],
    operations,
    findings: [],
    guards: [],
    unmanaged: {},
    summary: summaryOf(operations),
  };
}
