import { RefusedError } from "../../diagnostics/user-error.ts";
import { printedJournal } from "../../apply/printed-journal.ts";
import type { Journal } from "../../ports/journal.ts";
import type { RunResult } from "../../report/after-merge/run-result.ts";
import { refusedWithoutLease } from "../carry-out.ts";
import { doneWithinDay } from "../done-within-day.ts";
import { containLeavers } from "./containment/contain-leavers.ts";
import { converge } from "./converge.ts";
import type { AfterMergePorts, AfterMergeRequest } from "./ports.ts";
import { metSide, sideOf } from "./prepare.ts";
import { reportStop } from "./report-to-pull-requests.ts";
import { type StartOfRun, startOf } from "./start-of-run.ts";
import { StoppedRun } from "./stopped-run.ts";

/** Milliseconds until elapsed time is shown. */
const slowContainment = 10_000;

/**
 * Applies the approved changes at the tip of the protected branch without a person (engine.md 7). Users who must be kept out
 * are contained first, whatever stops the rest.
 * @throws RefusedError when the run must not start: nothing was written
 * @throws StoppedRun when only containment was allowed
 */
export async function applyAfterMerge(request: AfterMergeRequest, ports: AfterMergePorts): Promise<RunResult> {
  const start = await startOf(request, ports);
  const { states, earlier, trusted } = start;
  const side = metSide(states);
  // Only the approved state decides which systems a credential is sent to.
  const connections = await ports.connect(side.model);
  const run = ports.newRun();
  const journal = closedOnce(await journalOf(start, run, ports));
  try {
    const leavers = {
      side,
      approved: sideOf(states.approved),
      alreadyRemoved: doneWithinDay(trusted.reading.believed, request.at),
      base: sideOf(states.base),
      since: earlier.converged?.instant ?? null,
      at: request.at,
      believed: trusted.reading.believed,
      run,
    };
    // Each operation is reported when it is done.
    const containment = await ports.progress(
      "containing leavers",
      () => containLeavers(leavers, { ...ports, connections, journal }),
      slowContainment,
    );
    try {
      if (start.stop !== null) throw start.stop;
      return await converge({ request, start, run }, { ...ports, connections, journal, containment });
    } catch (problem) {
      if (!(problem instanceof RefusedError)) throw problem;
      for (const text of await reportStop(start.changes, problem, start.writer)) ports.warn(text);
      throw new StoppedRun(problem, containment);
    }
  } finally {
    // The next run does not have to wait for the end of the lease.
    await journal.close([]).catch((problem: unknown) => {
      ports.warn(`The journal could not be closed. ${problem instanceof Error ? problem.message : String(problem)}`);
    });
  }
}

/** Opens the journal of the run. Records of a run that cannot continue its journal are only printed. */
async function journalOf({ signing, trusted }: StartOfRun, run: string, ports: AfterMergePorts): Promise<Journal> {
  if (!("signer" in signing)) return printedJournal(ports.printRecord);
  const { origin } = trusted;
  return refusedWithoutLease(() =>
    ports.journal.open({ signing: { signer: signing.signer, origin }, run, clock: ports.clock }),
  );
}

/** Returns the journal, of which only the first call of `close` has an effect. */
function closedOnce(journal: Journal): Journal {
  let isClosed = false;
  return {
    intentsAtOnce: journal.intentsAtOnce,
    append: (record) => journal.append(record),
    seal: (records) => journal.seal(records),
    checkLease: () => journal.checkLease(),
    close: async (records) => {
      if (isClosed) return;
      isClosed = true;
      await journal.close(records);
    },
  };
}
