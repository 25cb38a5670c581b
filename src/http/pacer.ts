import type { Clock, Random } from "../ports/clock.ts";
import { createGate, type Gate } from "./in-flight.ts";
import type { RateReport } from "./rate-report.ts";
import { createWindow, type BudgetWindow } from "./window.ts";

/** The pacer gave up waiting: the provider announced a reset too far away, or kept refusing. */
export class Throttled extends Error {
  override readonly name = "Throttled";
  readonly retryAt: number;
  constructor(message: string, retryAt: number) {
    super(message);
    this.retryAt = retryAt;
  }
}

export interface PacedRequest<T> {
  /** The id of the system in the files, for the counts and for messages. */
  readonly system: string;
  /** The provider's own name for what shares one limit. */
  readonly bucket: string;
  /** Requests per window until the provider announces its limit. */
  readonly defaultLimit: number;
  /** Sends it once. A refusal for rate must be answered, not thrown, so that `report` can read it. */
  readonly send: () => Promise<T>;
  readonly report: (answer: T) => RateReport;
}

export interface BucketUsage {
  readonly system: string;
  readonly bucket: string;
  readonly requests: number;
  readonly refused: number;
  readonly waitedMilliseconds: number;
}

/**
 * Keeps every request of this process within what it may take of the providers.
 * Its clock and chance are shown so that everything that waits for a provider waits by the same ones.
 */
export interface Pacer {
  readonly clock: Clock;
  readonly random: Random;
  /**
   * Sends when the budget allows, and again after a refusal that says it was not processed (a few times; then the
   * refusal itself is the answer). Throws `Throttled` where the wait would be longer than `longestWait`.
   */
  send<T>(request: PacedRequest<T>): Promise<T>;
  /** What was sent so far, by system and bucket in the order of first use. */
  usage(): readonly BucketUsage[];
}

export interface PacerOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Of each announced limit, the part this process may use in one window: above 0, at most 1. */
  readonly share: number;
  /** Requests under way at once, per system. */
  readonly inFlight: number;
  /** Of each announced limit, the part that is never taken from others, even within our share. Default 0.1. */
  readonly reserve?: number;
  /** The providers' fixed window. Default 60 s. */
  readonly windowMilliseconds?: number;
  /** Added to every wait, by chance between 0 and this, so that waiting processes do not return as one. Default 2 s. */
  readonly jitterMilliseconds?: number;
  /** The longest single wait before giving up as throttled. Default 5 minutes. */
  readonly longestWait?: number;
  /** How often one request is sent again after a refusal. Default 7: the waits then outlast a minute's window. */
  readonly resends?: number;
}

interface Bucket {
  readonly window: BudgetWindow;
  requests: number;
  refused: number;
  waitedMilliseconds: number;
}

/** Builds the one pacing layer that all providers of a run share. */
export function createPacer(options: PacerOptions): Pacer {
  const { clock, random, share, inFlight } = options;
  const { reserve = 0.1, windowMilliseconds = 60_000, jitterMilliseconds = 2000 } = options;
  const { longestWait = 300_000, resends = 7 } = options;
  if (!(share > 0 && share <= 1)) throw new RangeError(`rate.share must be above 0 and at most 1, not ${share}.`);
  if (!Number.isInteger(inFlight) || inFlight < 1)
    throw new RangeError(`rate.inFlight must be a whole number of at least 1, not ${inFlight}.`);

  const gates = new Map<string, Gate>();
  const buckets = new Map<string, Map<string, Bucket>>();

  const gateOf = (system: string): Gate => remembered(gates, system, () => createGate(inFlight));
  const bucketOf = (system: string, name: string, defaultLimit: number): Bucket =>
    remembered(
      remembered(buckets, system, () => new Map<string, Bucket>()),
      name,
      () => ({
        window: createWindow({ share, reserve, defaultLimit, length: windowMilliseconds }),
        requests: 0,
        refused: 0,
        waitedMilliseconds: 0,
      }),
    );

  /** Comes back with a place in the gate and one request taken from the budget. */
  async function admit(system: string, name: string, bucket: Bucket, gate: Gate): Promise<void> {
    for (;;) {
      await gate.enter();
      const opensAt = bucket.window.opensAt(clock.now());
      if (opensAt === null) {
        bucket.window.take(clock.now());
        bucket.requests += 1;
        return;
      }
      // Whoever waits for one bucket must not hold a place that another bucket could use.
      gate.leave();
      const wait = opensAt - clock.now();
      if (wait > longestWait)
        throw new Throttled(`${system} has no requests left for ${name} for ${Math.ceil(wait / 1000)} s.`, opensAt);
      const pause = Math.max(1, Math.ceil(wait + random() * jitterMilliseconds));
      bucket.waitedMilliseconds += pause;
      await clock.sleep(pause);
    }
  }

  return {
    clock,
    random,
    async send<T>(request: PacedRequest<T>): Promise<T> {
      const gate = gateOf(request.system);
      const bucket = bucketOf(request.system, request.bucket, request.defaultLimit);
      for (let attempt = 0; ; attempt += 1) {
        await admit(request.system, request.bucket, bucket, gate);
        let answer: T;
        let refused = false;
        try {
          answer = await request.send();
          const report = request.report(answer);
          refused = report.refused;
          // A refusal without an announced reset waits longer each time, by chance (full jitter).
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
    usage: () =>
      [...buckets].flatMap(([system, named]) =>
        [...named].map(([bucket, { requests, refused, waitedMilliseconds }]) => ({
          system,
          bucket,
          requests,
          refused,
          waitedMilliseconds,
        })),
      ),
  };
}

function remembered<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const created = create();
  map.set(key, created);
  return created;
}
