import type { Clock, Random } from "../ports/clock.ts";
import type { Fence } from "../ports/access.ts";
import { type Connections, createConnections } from "./connections.ts";
import { NotSent } from "./fence.ts";
import { createGate, type Gate } from "./in-flight.ts";
import type { RateReport } from "./rate-report.ts";
import { createReadStop, Interrupted, sendUntil } from "./stopped-reads.ts";
import { createTurns, type Turns } from "./turns.ts";
import { createWindow, type BudgetWindow, type WindowLimit } from "./window.ts";

/** The pacer stopped waiting: the announced reset is too far away, or the provider kept refusing. */
export class Throttled extends Error {
  override readonly name = "Throttled";
  readonly retryAt: number;
  constructor(message: string, retryAt: number) {
    super(message);
    this.retryAt = retryAt;
  }
}

/** A request that the pacer sends. */
export interface PacedRequest<T> {
  /** The system id in the files, for counts and messages. */
  readonly system: string;
  /** The provider's name for the group of requests that share one limit. */
  readonly bucket: string;
  /** Requests per window until the provider announces its limit. */
  readonly defaultLimit: number;
  /** Sends the request once. Must return a rate refusal, not throw it, so that `report` can read it. */
  readonly send: () => Promise<T>;
  readonly report: (answer: T) => RateReport;
  /** A read ends as soon as the run is interrupted. Default: false. */
  readonly isRead?: boolean;
  /** The fence of a write: checked after every wait, immediately before each sending. Undefined: a read. */
  readonly fence?: Fence | undefined;
}

/** The limit of one bucket, and the requests sent in it. */
export interface BucketUsage extends WindowLimit {
  readonly system: string;
  readonly bucket: string;
  readonly requests: number;
  readonly refused: number;
  /** How long the bucket waited for its limit with requests to send. */
  readonly waitedMilliseconds: number;
}

/**
 * Keeps all requests of this process within the provider limits. Exposes its clock and random source, so that all code that
 * waits for a provider uses the same ones.
 */
export interface Pacer {
  readonly clock: Clock;
  readonly random: Random;
  /**
   * Sends when the budget allows, and again (a limited number of times) after a refusal without processing. Then returns the
   * refusal. Throws `Throttled` if the wait would be longer than `longestWait`, `NotSent` if the fence refuses a sending (the
   * request then had no effect), and `Interrupted` if the run is interrupted during a read.
   */
  send<T>(request: PacedRequest<T>): Promise<T>;
  /** Returns the connections that all requests to a system share: at most as many as requests may be in flight. */
  connections(system: string): Connections;
  /** Returns the signal that ends a read that begins now; undefined: nothing interrupts the run. */
  readSignal(): AbortSignal | undefined;
  /** Returns the requests sent so far, by system and bucket in the order of first use. */
  usage(): readonly BucketUsage[];
}

/** The settings of a pacer. */
export interface PacerOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Aborted when the run is interrupted. Ends reads; the fence of a write decides about the write. Default: never. */
  readonly signal?: AbortSignal;
  /** The share of each announced limit that this process may use in one window: above 0, at most 1. */
  readonly share: number;
  /** The maximum number of concurrent requests per system. */
  readonly inFlight: number;
  /** The share of each announced limit that is reserved for other clients, also within our share. Default 0.1. */
  readonly reserve?: number;
  /** The length of the providers' fixed window. Default 60 s. */
  readonly windowMilliseconds?: number;
  /** The maximum random addition to each wait, so that waiting processes do not all resume at once. Default 2 s. */
  readonly jitterMilliseconds?: number;
  /** The longest single wait before giving up as throttled. Default 5 minutes. */
  readonly longestWait?: number;
  /** How often one request is sent again after a refusal. Default 7: then the waits are longer than a window of one minute. */
  readonly resends?: number;
}

interface Bucket {
  readonly window: BudgetWindow;
  /** The requests that wait for the window, in the order of their arrival. */
  readonly turns: Turns;
  requests: number;
  refused: number;
  waitedMilliseconds: number;
}

type Admitted = Pick<PacedRequest<never>, "system" | "bucket" | "fence" | "isRead"> & { readonly place: number };

/** Creates the pacer that all providers of a run share. */
export function createPacer(options: PacerOptions): Pacer {
  const { clock, random, share, inFlight } = options;
  const { reserve = 0.1, windowMilliseconds = 60_000, jitterMilliseconds = 2000 } = options;
  const { longestWait = 300_000, resends = 7 } = options;
  if (!(share > 0 && share <= 1))
    throw new RangeError(`rate.share is out of range: expected above 0 and at most 1, got ${share}.`);
  if (!Number.isInteger(inFlight) || inFlight < 1)
    throw new RangeError(`rate.inFlight is not valid: expected an integer of at least 1, got ${inFlight}.`);

  const stop = createReadStop(options.signal);
  const connections = new Map<string, Connections>();
  const gates = new Map<string, Gate>();
  const buckets = new Map<string, Map<string, Bucket>>();

  const gateOf = (system: string): Gate => remembered(gates, system, () => createGate(inFlight));
  const bucketOf = (system: string, name: string, defaultLimit: number): Bucket =>
    remembered(
      remembered(buckets, system, () => new Map<string, Bucket>()),
      name,
      () => ({
        turns: createTurns(),
        window: createWindow({ share, reserve, defaultLimit, length: windowMilliseconds }),
        requests: 0,
        refused: 0,
        waitedMilliseconds: 0,
      }),
    );

  /**
   * Waits for a slot in the gate and one request of the budget. In each bucket, the oldest request waits for the window and
   * the others for it: no request overtakes an older one when the window opens.
   */
  async function admit(
    request: Admitted,
    { bucket, gate }: { readonly bucket: Bucket; readonly gate: Gate },
  ): Promise<void> {
    const { window, turns } = bucket;
    await unlessStopped(request, (signal) => turns.wait(request.place, signal));
    try {
      for (;;) {
        // A request that waits for one bucket must not occupy a slot that another bucket could use.
        await untilOpen(request, bucket);
        await gate.enter();
        if (window.opensAt(clock.now()) === null) break;
        gate.leave();
      }
      window.take(clock.now());
    } finally {
      turns.end();
    }
  }

  async function untilOpen(request: Admitted, bucket: Bucket): Promise<void> {
    for (;;) {
      const opensAt = bucket.window.opensAt(clock.now());
      if (opensAt === null) return;
      const wait = opensAt - clock.now();
      if (wait > longestWait)
        throw new Throttled(
          `${request.system} has no requests left for ${request.bucket} for ${Math.ceil(wait / 1000)} s.`,
          opensAt,
        );
      const pause = Math.max(1, Math.ceil(wait + random() * jitterMilliseconds));
      bucket.waitedMilliseconds += pause;
      await unlessStopped(request, (signal) => clock.sleep(pause, signal));
    }
  }

  /** Waits. @throws Interrupted for a read and NotSent for a write, as soon as the run is interrupted */
  async function unlessStopped(
    { isRead, fence }: Admitted,
    wait: (signal: AbortSignal | undefined) => Promise<void>,
  ): Promise<void> {
    try {
      await wait(isRead === true ? stop.signal() : fence?.signal);
    } catch {
      if (isRead === true) throw new Interrupted();
      throw new NotSent("the run was interrupted while the write waited for the rate limit");
    }
  }

  return {
    clock,
    random,
    async send<T>(request: PacedRequest<T>): Promise<T> {
      const gate = gateOf(request.system);
      const bucket = bucketOf(request.system, request.bucket, request.defaultLimit);
      const place = bucket.turns.arrive();
      for (let attempt = 0; ; attempt += 1) {
        await admit({ ...request, place }, { bucket, gate });
        let answer: T;
        let refused = false;
        try {
          await passed(request.fence);
          bucket.requests += 1;
          answer = await sendUntil(request.isRead === true ? stop.signal() : undefined, request.send);
          const report = request.report(answer);
          refused = report.refused;
          // After a refusal without an announced reset, each wait is longer, with full jitter.
          const backoff = Math.min(60_000, 1000 * 2 ** attempt) * (0.5 + random() / 2);
          bucket.window.hear(report, clock.now(), backoff);
        } finally {
          bucket.window.finish();
          gate.leave();
        }
        if (refused) bucket.refused += 1;
        if (!refused || attempt >= resends) return answer;
      }
    },
    connections: (system) => remembered(connections, system, () => createConnections(inFlight)),
    readSignal: () => stop.signal(),
    usage: () =>
      [...buckets].flatMap(([system, named]) =>
        [...named].map(([bucket, { window, requests, refused, waitedMilliseconds }]) => ({
          ...window.limit(),
          system,
          bucket,
          requests,
          refused,
          waitedMilliseconds,
        })),
      ),
  };
}

/** @throws NotSent with the reason of the fence */
async function passed(fence: Fence | undefined): Promise<void> {
  try {
    await fence?.check();
  } catch (problem) {
    throw new NotSent(problem instanceof Error ? problem.message : String(problem));
  }
}

function remembered<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const created = create();
  map.set(key, created);
  return created;
}
