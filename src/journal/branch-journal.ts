import { formatInstant } from "../model/instant.ts";
import {
  type Journal,
  JournalError,
  type JournalOpening,
  type JournalRecord,
  type Lease,
  LeaseError,
} from "../ports/journal.ts";
import { batchOf } from "./batch.ts";
import { type BranchGit, type BranchTip, type JournalBranch, pushContent, readTip } from "./branch-store.ts";
import type { ChainEnd } from "./chain.ts";
import { continueBelow, isLive, leaseLength, leastRemaining } from "./lease.ts";
import { preambleOf } from "./preamble.ts";
import { checkChain } from "./verify-journal.ts";

/** How many intents one push carries at most. */
const intentsAtOnce = 50;

interface OpenedBranch {
  readonly git: BranchGit;
  readonly place: JournalBranch;
  /** In messages. */
  readonly name: string;
  /** What the run has read, and continues. */
  readonly tip: BranchTip;
  readonly leaseOf: (tip: BranchTip) => Lease | null;
}

/**
 * Opens the journal on a branch. The first push takes the lease: it is fast-forward only, so one run alone can take it, and
 * only on top of what it has read. Each later push proves that no other run has taken over.
 * @throws LeaseError where another run holds the lease
 */
export function openBranchJournal(
  { git, place, name, tip, leaseOf }: OpenedBranch,
  { signing, run, clock }: JournalOpening,
): Journal {
  let { commit } = tip;
  let { content, end } = intactOf(tip.content ?? Buffer.alloc(0), name);
  const before = leaseOf(tip);
  if (before !== null && isLive(before, clock.now())) throw heldBy(before);
  let pending: readonly JournalRecord[] = signing === null ? [] : preambleOf(content, signing);
  const epoch = (before?.epoch ?? 0) + 1;
  /** The end of the run's own lease; null: not taken. */
  let until: number | null = null;
  let failure: JournalError | null = null;

  /** Returns the lease record where the lease has to be taken or continued; none otherwise. */
  const leaseRecords = (): readonly JournalRecord[] => {
    const now = clock.now();
    if (until !== null && until - now >= continueBelow) return [];
    return [{ kind: "lease", at: formatInstant(now), run, epoch, end: formatInstant(now + leaseLength) }];
  };

  const push = async (records: readonly JournalRecord[]): Promise<void> => {
    const batch = batchOf([...pending, ...records], end, signing);
    const next = Buffer.concat([content, Buffer.from(batch.text)]);
    const pushed = await pushContent(git, place, { parent: commit, content: next, message: `Run ${run}` });
    if (pushed === null) throw await superseded();
    const taken = records.findLast((record) => record.kind === "lease");
    if (taken !== undefined) until = Date.parse(taken.end);
    [commit, content, end, pending] = [pushed, next, batch.end, []];
  };

  /** Returns the error after a push that the remote refused because the branch has moved. */
  const superseded = async (): Promise<LeaseError> => {
    const other = await readTip(git, place)
      .then(leaseOf)
      .catch(() => null);
    if (other !== null && other.run !== run && isLive(other, clock.now())) return heldBy(other);
    const by = other === null || other.run === run ? "" : ` (run ${other.run}, epoch ${other.epoch})`;
    return new LeaseError("moved", `Another run${by} has written to the journal since this run read it.`);
  };

  /** After a failure nothing is pushed: what the branch has is not known, or belongs to another run. */
  const kept = async (work: () => Promise<void>): Promise<void> => {
    if (failure !== null) throw failure;
    try {
      await work();
    } catch (problem) {
      const message = problem instanceof Error ? problem.message : String(problem);
      failure = problem instanceof JournalError ? problem : new JournalError(`${name} cannot be written: ${message}`);
      throw failure;
    }
  };

  const checkEnd = (least: number): void => {
    if (until !== null && until - clock.now() < least)
      throw new LeaseError(
        "ended",
        `The lease of this run (epoch ${epoch}) ends at ${formatInstant(until)}, which leaves less than ${leastRemaining / 1000} seconds.`,
      );
  };

  return {
    intentsAtOnce,
    append: (record) => kept(async () => void (pending = [...pending, record])),
    seal: (records) =>
      kept(async () => {
        checkEnd(1);
        await push([...leaseRecords(), ...records]);
      }),
    checkLease: () =>
      kept(async () => {
        checkEnd(1);
        const lease = leaseRecords();
        if (lease.length > 0) await push(lease);
        checkEnd(leastRemaining);
      }),
    async close(records) {
      // The push itself proves that no other run has written, also where the lease has ended.
      if (failure instanceof LeaseError && failure.why === "ended") failure = null;
      const released: readonly JournalRecord[] =
        until === null ? [] : [{ kind: "lease-released", at: formatInstant(clock.now()), run, epoch }];
      const last = [...records, ...released];
      if (last.length + pending.length > 0 && (until !== null || records.length > 0)) await kept(() => push(last));
    },
  };
}

/** Returns the content without a last line that a crash cut off, and the end of its chain. */
function intactOf(content: Buffer, name: string): { readonly content: Buffer; readonly end: ChainEnd } {
  const { check, cutOff } = checkChain(content);
  if (cutOff !== null) return { content: content.subarray(0, cutOff.from), end: cutOff.end };
  if (check.kind === "broken") throw new JournalError(`${name} is broken at line ${check.line}: ${check.reason}.`);
  return { content, end: check.end };
}

const heldBy = ({ run, epoch, end }: Lease): LeaseError =>
  new LeaseError("held", `The run ${run} holds the lease (epoch ${epoch}) until ${end}.`);
