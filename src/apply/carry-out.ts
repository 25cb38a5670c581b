import type { AccessWriter, ProviderFailure, ProviderWrite, WriteResult } from "../ports/access.ts";
import type { Clock } from "../ports/clock.ts";
import type { OperationOutcome } from "./apply-report.ts";
import { failureText, leavesOutcomeOpen } from "./failure-text.ts";
import { readUntil, type ReadUntilOptions, waitsAfterWrite, waitsBeforeWrite } from "./read-until.ts";
import type { ReadResult, Step } from "./steps/step.ts";

export interface CarryOutOptions {
  readonly writer: AccessWriter;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Records the write before it is sent. Returns why nothing may be sent: the record is not stored, or another run may write. */
  readonly intend: (write: ProviderWrite) => Promise<string | null>;
  /** Returns why a recorded write may not be sent any more, as after a wait for the rate limit; null: it may be sent. */
  readonly mayStillWrite: () => Promise<string | null>;
  /** True: this run wrote to the object before, so a first read may still show its earlier state. */
  readonly wasWritten: boolean;
  /** Called when the write was sent and its proof can come later: the operation no longer counts as in flight. */
  readonly release: () => void;
}

export interface CarriedOut {
  readonly outcome: OperationOutcome;
  /** Set where the provider itself failed. Several such failures in a row stop the work on its system. */
  readonly providerFailure: ProviderFailure | null;
}

/**
 * The maximum number of sends. A write with an unknown outcome is sent again only after a read showed that it had no
 * effect.
 */
const maximumSends = 2;

/**
 * How long an operation may take until its last write is sent, and again how long its proof may take. Waits for a rate
 * limit count, and with a small limit an operation can wait for several windows. Unit: milliseconds.
 */
const operationLimit = 1_800_000;

/**
 * Applies one operation: checks the precondition, records the intent, writes, and reads back. The function does not
 * throw. What the provider shows decides the outcome, not its answer to the write.
 */
export async function carryOut(step: Step, options: CarryOutOptions): Promise<CarriedOut> {
  const { clock, signal, wasWritten } = options;
  const until = clock.now() + operationLimit;
  const reading = readBefore(step, {
    waits: wasWritten ? waitsAfterWrite : waitsBeforeWrite,
    until,
    isEnough: ({ kind }) => kind === "as-planned" || kind === "as-wanted" || (kind === "differs" && !wasWritten),
    clock,
    signal,
  });
  // A read that hangs must not delay the end of an interrupted run: nothing was sent yet.
  const before = await unlessAborted(signal, reading);
  if (before === null) return interruptedBefore;
  switch (before.kind) {
    case "as-wanted":
      return carried({ kind: "already-so" });
    case "differs":
      return failed(`${before.text}. The object changed after the plan was made. Run plan again`);
    case "unknown":
      return failed(`the current state could not be read: ${before.text}. Nothing was sent`, before.failure);
    case "as-planned":
      return send(step, { ...options, until }, 1);
  }
}

/** `until`: the instant after which nothing is sent. */
type SendOptions = CarryOutOptions & { readonly until: number };

async function send(step: Step, options: SendOptions, sending: number): Promise<CarriedOut> {
  const { signal, intend } = options;
  if (signal.aborted) return interruptedBefore;
  const obstacle = await intend(step.write);
  if (obstacle !== null) return carried({ kind: "not-attempted", reason: `${obstacle}. Nothing was sent` });
  const result = await performed(step.write, options);
  if (result.kind === "failed") return settle(step, { ...options, sending, failure: result.failure });
  if (result.kind === "written" && result.id !== null) step.created(result.id);
  const after = (await step.sharedAfter?.(options.release)) ?? (await readBack(step, options));
  if (after.kind === "as-wanted") return carried({ kind: result.kind === "written" ? "done" : "already-so" });
  return failed(afterwards("the provider reported success", after), after.kind === "unknown" ? after.failure : null);
}

/**
 * Settles a failed write. If the outcome is unknown, a read decides (I20). Any other failure is final, unless the
 * object already has the desired state.
 */
async function settle(
  step: Step,
  options: SendOptions & { readonly sending: number; readonly failure: ProviderFailure },
): Promise<CarriedOut> {
  const { failure, sending, signal } = options;
  if (failure.kind === "not-sent")
    return sending === 1
      ? carried({ kind: "not-attempted", reason: `${failure.message}. Nothing was sent` })
      : failed(`${failure.message}. The first sending had no effect, and the write was not sent again`);
  if (failure.kind === "partly-written") return failed(`${failure.message}. ${foundPartly(await step.read())}`);
  if (!leavesOutcomeOpen(failure)) {
    const found = failure.kind === "conflict" ? await step.read() : null;
    if (found?.kind === "as-wanted") return carried({ kind: "already-so" });
    return failed(failureText(failure), isProviderWide(failure) ? failure : null);
  }
  const after = await readBack(step, options);
  if (after.kind === "as-wanted") return carried({ kind: "done" });
  if (after.kind === "as-planned" && sending < maximumSends && !signal.aborted) return send(step, options, sending + 1);
  return failed(afterwards(failureText(failure), after), failure);
}

async function performed(
  write: ProviderWrite,
  { writer, clock, signal, until, mayStillWrite }: SendOptions,
): Promise<WriteResult> {
  const check = async (): Promise<void> => {
    const ended = signal.aborted
      ? "the run was interrupted"
      : clock.now() > until
        ? `the operation took longer than ${operationLimit / 60_000} minutes`
        : null;
    const obstacle = ended ?? (await mayStillWrite());
    if (obstacle !== null) throw new Error(obstacle);
  };
  try {
    return await writer.perform(write, { check, signal });
  } catch (problem) {
    // A writer that throws violates its contract, possibly after the effect: the outcome is unknown.
    const message = problem instanceof Error ? problem.message : String(problem);
    return { kind: "failed", failure: { kind: "outcome-unknown", message } };
  }
}

/** Returns the state before the write. A failure of the shared read is not final: the object itself is read. */
async function readBefore(step: Step, options: ReadUntilOptions): Promise<ReadResult> {
  return (await step.sharedBefore?.()) ?? readUntil(step, options);
}

async function readBack(step: Step, { clock, signal }: CarryOutOptions): Promise<ReadResult> {
  const isEnough = ({ kind }: ReadResult): boolean => kind === "as-wanted";
  const until = clock.now() + operationLimit;
  const result = await readUntil(step, { waits: waitsAfterWrite, until, isEnough, clock, signal });
  const isCut = result.kind === "unknown" && result.failure.kind === "interrupted";
  // The signal ended the read in flight. One more read, which has a short time, decides what the journal says.
  return isCut ? step.read() : result;
}

function afterwards(answer: string, after: ReadResult): string {
  switch (after.kind) {
    case "differs":
      return `${answer}, but the object differs from the plan: ${after.text}`;
    case "unknown":
      return `${answer}, but reading the object back failed: ${after.text}. Run apply again: it reads each object before it writes`;
    case "as-planned":
    case "as-wanted":
      return `${answer}, but reading the object back shows no effect. Run apply again. If the failure repeats, check the provider`;
  }
}

/** Returns what a read shows after a write of which only a part was sent, as a sentence without its period. */
function foundPartly(after: ReadResult): string {
  switch (after.kind) {
    case "differs":
      return `The object was read back: ${after.text}. Run plan again`;
    case "unknown":
      return `Reading the object back failed: ${after.text}. Run plan again`;
    case "as-planned":
    case "as-wanted":
      return `The object was read back: it is ${after.kind === "as-wanted" ? "as wanted" : "as before"}. Run plan again`;
  }
}

/** Returns whether the failure concerns the provider or Rolecall's access to it, and not only this object. */
const isProviderWide = ({ kind }: ProviderFailure): boolean => kind === "throttled" || kind === "denied";

const carried = (outcome: OperationOutcome): CarriedOut => ({ outcome, providerFailure: null });

const interruptedBefore = carried({
  kind: "not-attempted",
  reason: "the run was interrupted before the write was sent",
});

/** Returns the result of a read, or null as soon as the signal is aborted. */
function unlessAborted<T>(signal: AbortSignal, reading: Promise<T>): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const stop = (): void => resolve(null);
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    reading.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}

function failed(reason: string, providerFailure: ProviderFailure | null = null): CarriedOut {
  return { outcome: { kind: "failed", reason }, providerFailure };
}
