import type { Octokit } from "@octokit/rest";
import type { Clock } from "../ports/clock.ts";
import { createPace } from "./transport.ts";
import type { Transport } from "./transport.ts";

/** Pauses of the client, in milliseconds; tests make them short. */
export interface Pauses {
  /** Between writes. Default one second, as GitHub advises. */
  readonly write: number;
  /** Between writes that notify people: comments, pull requests, review requests. Default three seconds. */
  readonly notification: number;
  /** What one announced second, and one second of back-off, lasts. Default 1000. */
  readonly second: number;
  /** The longest announced wait that is waited for, in GitHub's seconds. Default 120. */
  readonly longestWait: number;
  /** How long one request may take before it counts as failed. Default 30 seconds. */
  readonly longestRequest: number;
}

export const defaultPauses: Pauses = {
  write: 1000,
  notification: 3000,
  second: 1000,
  longestWait: 120,
  longestRequest: 30_000,
};

export interface OctokitOptions {
  readonly token: string;
  readonly baseUrl: string;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly pauses: Pauses;
}

/** How often a request is repeated after a refusal for rate, or a read after a failure of the server. */
const repeats = 3;

/** GitHub's own client with its plugins for throttling and repeating. Loaded on first use: it takes time and memory. */
export async function createOctokit({ token, baseUrl, transport, clock, pauses }: OctokitOptions): Promise<Octokit> {
  const [{ Octokit }, { throttling }, { retry }] = await Promise.all([
    import("@octokit/rest"),
    import("@octokit/plugin-throttling"),
    import("@octokit/plugin-retry"),
  ]);
  const mayWait = (seconds: number, _options: unknown, _octokit: unknown, count: number): boolean =>
    seconds <= pauses.longestWait && count < repeats;
  const writes = createPace(clock, pauses.write);
  const notifications = createPace(clock, pauses.notification);
  const Client = Octokit.plugin(throttling, retry);
  const silent = (): void => undefined;
  return new Client({
    auth: token,
    baseUrl,
    userAgent: "rolecall",
    request: { fetch: transport.fetch },
    // The client's own log would write to the console, requests and all.
    log: { debug: silent, info: silent, warn: silent, error: silent },
    throttle: {
      onRateLimit: mayWait,
      onSecondaryRateLimit: mayWait,
      retryAfterBaseValue: pauses.second,
      // The plugin's own limiters are shared by the whole process and wait by the machine's clock.
      write: limiter(() => writes.turn()),
      notifications: limiter(async () => {
        await notifications.turn();
        // The plugin asks for a write's turn first; what was waited here must not shorten the next one's pause.
        writes.restart();
      }),
    },
    // 429 belongs to the other plugin: two that repeat would multiply.
    retry: {
      doNotRetry: [400, 401, 403, 404, 405, 409, 410, 422, 429, 451],
      retries: repeats,
      retryAfterBaseValue: pauses.second,
    },
  });
}

/** The part of a limiter that the throttling plugin uses: a turn, and then the job. */
function limiter(turn: () => Promise<void>) {
  const schedule = async (_options: unknown, job: () => unknown): Promise<unknown> => {
    await turn();
    return job();
  };
  return { key: () => ({ schedule }) };
}
