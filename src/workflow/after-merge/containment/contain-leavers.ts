import { formatInstant, type Instant } from "../../../model/instant.ts";
import type { ObservedAccount } from "../../../model/observation.ts";
import { dueNow } from "../../../plan/containment/due.ts";
import { keptOut } from "../../../plan/containment/kept-out.ts";
import { planContainment } from "../../../plan/containment/plan-containment.ts";
import { type AlreadyRemoved, takenByApproved } from "../../../plan/guards/already-removed.ts";
import type { PlanSide } from "../../../plan/side.ts";
import type { Journal, JournalRecord } from "../../../ports/journal.ts";
import { carryOutContainment } from "./carry-out-containment.ts";
import type { ContainmentPorts } from "./containment-ports.ts";
import type { ContainmentResult } from "../../../apply/containment-result.ts";
import { historyOf } from "./history-of.ts";
import { lookUpUsers } from "./look-up-users.ts";
import { settle } from "./settle.ts";

export interface ContainmentRequest {
  /** The state of the files that the run works from. */
  readonly side: PlanSide;
  /**
   * The approved state. A guard that trips only because of what unapproved commits end, now or within the day before, holds
   * these ends alone. Default: `side` is approved, and so is everything that earlier runs removed.
   */
  readonly approved?: PlanSide;
  /** What earlier runs removed within a day (`doneWithinDay`). The guards count it. */
  readonly alreadyRemoved?: AlreadyRemoved;
  /** The last state that converged, which decides the origin of the operations; null: unknown. */
  readonly base: PlanSide | null;
  /** The instant of the last run that converged; null: unknown. */
  readonly since: Instant | null;
  readonly at: Instant;
  /** The records of the journal that are believed. Empty where the journal is not to be trusted: everybody is due. */
  readonly believed: readonly JournalRecord[];
  /** The accounts of systems that were listed, by system. The lane does not need a list; with one, it also looks up each user whom the list shows able to sign in. */
  readonly listed?: ReadonlyMap<string, readonly ObservedAccount[]>;
  /** Names the run in the journal and the report. */
  readonly run: string;
}

/**
 * The containment lane (docs/engine.md 7): looks up the accounts of each user who is terminated or on leave one by one,
 * contains them, reads them back, and records the proof. It needs no list, no group, no other user's identity and no
 * policy. Protected users, the account guard and a doubt about a user hold back what they are about, and nothing else.
 *
 * An unattended run calls it before it reads anything else, with the approved state, also where runs are frozen or the
 * journal is not to be trusted (then with `believed: []` and a journal that can be written). After the systems are read,
 * it can be called again with `listed`. The run does not end with 0 unless `isEveryoneContained(result)`.
 *
 * It does not throw: a failure concerns one user in one system, or one system.
 */
export async function containLeavers(request: ContainmentRequest, ports: ContainmentPorts): Promise<ContainmentResult> {
  const { side, approved, alreadyRemoved, base, since, at, believed, listed } = request;
  const history = historyOf(believed);
  const { adoptions, organization } = side.model;
  const domains = new Set(organization.domains.map((domain) => domain.toLowerCase()));
  const context = { head: side, base, since, at };
  const all = keptOut(context);
  const due = dueNow(all, { at, history, ...(listed === undefined ? {} : { listed }) });
  const lookedUp = await lookUpUsers(due, { history, adoptions, domains }, ports);
  const planned = planContainment(lookedUp, all, {
    context,
    approved: approved === undefined ? null : keptOut({ ...context, head: approved }),
    already: alreadyRemoved,
    alreadyByApproved:
      alreadyRemoved === undefined || approved === undefined
        ? alreadyRemoved
        : takenByApproved(alreadyRemoved, approved, at),
  });
  const entries = await carryOutContainment(planned, { context, run: request.run }, ports);
  const settled = settle(lookedUp, planned, entries);
  const proven = [...settled.contained, ...settled.alreadyContained];
  const now = formatInstant(ports.clock.now());
  const unrecorded = await recordProofs(
    proven.map((one) => ({ kind: "contained", at: now, run: request.run, ...one })),
    ports.journal,
  );
  return { ...settled, notDue: all.length - due.length, entries, unrecorded };
}

async function recordProofs(records: readonly JournalRecord[], journal: Journal): Promise<string | null> {
  if (records.length === 0) return null;
  try {
    await journal.seal(records);
    return null;
  } catch (problem) {
    return problem instanceof Error ? problem.message : String(problem);
  }
}
