import type { AccessWriter, ProviderFailure, ProviderWrite, WriteResult } from "../ports/access.ts";
import type { Clock } from "../ports/clock.ts";
import type { OperationOutcome } from "./apply-report.ts";
import { failureWords, leavesOutcomeOpen } from "./failure-words.ts";
import { askingWaits, lookUntil, settlingWaits } from "./looking.ts";
import type { LookResult, Step } from "./steps/step.ts";

export interface CarryOutOptions {
  readonly writer: AccessWriter;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Records what is about to be sent. False: it is not safe on its medium, and nothing may be sent. */
  readonly intend: (write: ProviderWrite) => Promise<boolean>;
  /** True: this run wrote to the object before, so that a first read may still show it as it was. */
  readonly isFresh: boolean;
}

export interface CarriedOut {
  readonly outcome: OperationOutcome;
  /** Set where the provider itself was the trouble: several in a row end the work on its system. */
  readonly trouble: ProviderFailure | null;
}

/** An outcome-unknown write is sent once more at most, and only after reading showed that it had no effect. */
const mostSendings = 2;

/**
 * Precondition, intent, write, read back: one operation from the plan to the proof. It never throws; what the provider
 * shows decides the outcome, not what it answered to the write.
 */
export async function carryOut(step: Step, options: CarryOutOptions): Promise<CarriedOut> {
  const { clock, signal, isFresh } = options;
  const before = await lookUntil(step, {
    waits: isFresh ? settlingWaits : askingWaits,
    isEnough: ({ kind }) => kind === "as-planned" || kind === "as-wanted" || (kind === "moved" && !isFresh),
    clock,
    signal,
  });
  switch (before.kind) {
    case "as-wanted":
      return carried({ kind: "already-so" });
    case "moved":
      return failed(`${before.text}. Somebody changed it after the plan was made: plan again`);
    case "unknown":
      return failed(`what is there now could not be read: ${before.text}. Nothing was sent`, before.failure);
    case "as-planned":
      return send(step, options, 1);
  }
}

async function send(step: Step, options: CarryOutOptions, sending: number): Promise<CarriedOut> {
  const { writer, signal, intend } = options;
  if (signal.aborted) return carried({ kind: "not-attempted", reason: "the run was interrupted before it was sent" });
  if (!(await intend(step.write)))
    return carried({ kind: "not-attempted", reason: "the journal could not be written, so nothing was sent" });
  const result = await performed(writer, step.write);
  if (result.kind === "failed") return settle(step, { ...options, sending, failure: result.failure });
  if (result.kind === "written" && result.id !== null) step.created(result.id);
  const after = await lookAfter(step, options);
  if (after.kind === "as-wanted") return carried({ kind: result.kind === "written" ? "done" : "already-so" });
  return failed(afterwards("the provider reported success", after), after.kind === "unknown" ? after.failure : null);
}

/** A failure that leaves the outcome open is settled by reading (I20); any other is the end, unless somebody else did the work. */
async function settle(
  step: Step,
  options: CarryOutOptions & { readonly sending: number; readonly failure: ProviderFailure },
): Promise<CarriedOut> {
  const { failure, sending, signal } = options;
  if (!leavesOutcomeOpen(failure)) {
    const found = failure.kind === "conflict" ? await step.look() : null;
    if (found?.kind === "as-wanted") return carried({ kind: "already-so" });
    return failed(failureWords(failure), isOwnTrouble(failure) ? failure : null);
  }
  const after = await lookAfter(step, options);
  if (after.kind === "as-wanted") return carried({ kind: "done" });
  if (after.kind === "as-planned" && sending < mostSendings && !signal.aborted) return send(step, options, sending + 1);
  return failed(afterwards(failureWords(failure), after), failure);
}

async function performed(writer: AccessWriter, write: ProviderWrite): Promise<WriteResult> {
  try {
    return await writer.perform(write);
  } catch (problem) {
    // A writer that throws has broken its contract, perhaps after the effect: what happened is not known.
    const message = problem instanceof Error ? problem.message : String(problem);
    return { kind: "failed", failure: { kind: "outcome-unknown", message } };
  }
}

const lookAfter = (step: Step, { clock, signal }: CarryOutOptions): Promise<LookResult> =>
  lookUntil(step, { waits: settlingWaits, isEnough: ({ kind }) => kind === "as-wanted", clock, signal });

function afterwards(answer: string, after: LookResult): string {
  switch (after.kind) {
    case "moved":
      return `${answer}, and afterwards it is not as wanted: ${after.text}`;
    case "unknown":
      return `${answer}, and reading it back failed: ${after.text}. Run apply again: it looks before it writes`;
    case "as-planned":
    case "as-wanted":
      return `${answer}, and reading it back shows no effect. Run apply again; if it stays, look at the provider`;
  }
}

/** The provider as a whole, or our right to use it; not this one object. */
const isOwnTrouble = ({ kind }: ProviderFailure): boolean => kind === "throttled" || kind === "denied";

const carried = (outcome: OperationOutcome): CarriedOut => ({ outcome, trouble: null });

function failed(reason: string, trouble: ProviderFailure | null = null): CarriedOut {
  return { outcome: { kind: "failed", reason }, trouble };
}
