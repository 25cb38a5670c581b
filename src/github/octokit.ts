import type { Octokit } from "@octokit/rest";
import type { Clock } from "../ports/clock.ts";
import { createPace } from "./transport.ts";
import type { Transport } from "./transport.ts";

/** Pauses of the client, in milliseconds; tests shorten them. */
export interface Pauses {
  /** Between writes. Default one second, as GitHub recommends. */
  readonly write: number;
  /** Between writes that notify people: comments, pull requests, review requests. Default three seconds. */
  readonly notification: number;
  /** The length of one announced second and of one second of back-off. Default 1000. */
  readonly second: number;
  /** The longest announced wait that the client accepts, in GitHub's seconds. Default 120. */
  readonly longestWait: number;
  /** The longest duration of one request. Default 30 seconds. */
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

/** How often a request is repeated after a rate limit, or a read after a server error. */
const repeats = 3;

/** Creates GitHub's client with its plugins for throttling and retries. Loads it on first use, because loading is slow. */
export async function createOctokit({ token, baseUrl, transport, clock, pauses }: OctokitOptions): Promise<Octokit> {
  const [{ Octokit }, { throttling }, { retry }] = await Promise.all([
    import("@octokit/rest"),
    import("@octokit/plugin-throttling"),
    import("@octokit/plugin-retry"),
  ]);
  const acceptsWait = (seconds: number, _options: unknown, _octokit: unknown, count: number): boolean =>
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
    // The client's own log would print requests to the console.
    log: { debug: silent, info: silent, warn: silent, error: silent },
    throttle: {
      onRateLimit: acceptsWait,
      onSecondaryRateLimit: acceptsWait,
      retryAfterBaseValue: pauses.second,
      // The plugin's own limiters are shared by the process and use the machine's clock.
      write: limiter(() => writes.turn()),
      notifications: limiter(async () => {
        await notifications.turn();
        // The plugin waits for its turn to write first; the wait here must not shorten the next pause.
        writes.restart();
      }),
    },
    // The throttling plugin handles 429: two plugins that retry would multiply the attempts.
    retry: {
      doNotRetry: [400, 401, 403, 404, 405, 409, 410, 422, 429, 451],
      retries: repeats,
      retryAfterBaseValue: pauses.second,
    },
  });
}

/** Returns the part of a limiter that the throttling plugin uses: it waits for a turn, then runs the job. */
function limiter(turn: () => Promise<void>) {
  const schedule = async (_options: unknown, job: () => unknown): Promise<unknown> => {
    await turn();
    return job();
  };
  return { key: () => ({ schedule }) };
}
