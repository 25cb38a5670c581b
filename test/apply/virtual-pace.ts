import { applyPlan } from "../../src/apply/apply-plan.ts";
import { createPacer, type PacedRequest, type Pacer } from "../../src/http/pacer.ts";
import type { Operation } from "../../src/plan/operation.ts";
import { createOktaClient, createOktaReader, createOktaWriter } from "../../src/providers/okta/index.ts";
import { startSandbox } from "../../src/sandbox/core/server.ts";
import { createOktaSandbox } from "../../src/sandbox/okta/okta-sandbox.ts";
import { bucketOf, type OktaLimits } from "../../src/sandbox/okta/rate-limits.ts";
import { simulatedClock } from "../http/simulated-clock.ts";
import { adds, memoryJournal, planOf } from "./scenario.ts";

/** How 1,000 additions are spread, and the limits under which they are made. */
export interface PaceCase {
  readonly limits: OktaLimits;
  readonly additions: number;
  readonly groups: number;
  /** Members that each group has before. */
  readonly membersBefore?: number;
  readonly share: number;
  readonly inFlight: number;
  /** The duration of each request in virtual milliseconds. */
  readonly latency: number;
}

export interface Pace {
  readonly minutes: number;
  /** The minutes that the writes alone take at the share of the announced limit. */
  readonly allowed: number;
  /** Requests by the bucket that Okta counts them in. */
  readonly requests: Readonly<Record<string, number>>;
  readonly refused: number;
  readonly done: number;
}

/** Returns random numbers that are the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Adds users to groups of an Okta sandbox with limits, in virtual time. One token may use half of each limit, as by default. */
export async function paceOf({ limits, additions, groups, membersBefore = 0, ...pace }: PaceCase): Promise<Pace> {
  const clock = simulatedClock();
  const login = (number: number): string => `p${number}@acme.example`;
  const everyone = Array.from({ length: additions + membersBefore }, (_, number) => login(number));
  const okta = createOktaSandbox({
    clock,
    limits,
    seed: {
      users: everyone.map((address) => ({
        profile: { login: address, email: address, firstName: "P", lastName: "Example" },
      })),
      groups: Array.from({ length: groups }, (_, number) => ({
        name: `g${number}`,
        members: everyone.slice(additions),
      })),
    },
  });
  const sandbox = await startSandbox(okta, { clock });
  try {
    const pacer = virtual(createPacer({ clock, random: seeded(7), share: pace.share, inFlight: pace.inFlight }), pace);
    const client = await createOktaClient({
      orgUrl: sandbox.url,
      credentials: { kind: "token", token: "pace-token" },
      pacer,
      clock,
    });
    const groupIds = okta.state.groups().flatMap(({ id, name }) => (name.startsWith("g") ? [[name, id] as const] : []));
    const ids = new Map(groupIds);
    const operations = everyone.slice(0, additions).map((address, number) => {
      // As in a plan, the operations on one group follow each other.
      const name = `g${Math.floor((number * groups) / additions)}`;
      const id = okta.state.user(address)?.id ?? "";
      return {
        ...adds(`p${number}`, name),
        account: { id, address },
        resource: { kind: "group", id: ids.get(name) ?? "", name },
      } as Operation;
    });
    const reader = createOktaReader(client, { system: "okta", clock });
    const writer = createOktaWriter(client, { system: "okta", clock });
    const started = clock.now();
    const report = await clock.run(
      applyPlan(planOf(operations), {
        connections: new Map([["okta", { reader, writer }]]),
        journal: memoryJournal(),
        clock,
        run: "pace",
        signal: new AbortController().signal,
        inFlight: pace.inFlight,
      }),
    );
    const requests: Record<string, number> = {};
    for (const { method, path } of sandbox.requests) {
      const bucket = bucketOf(method, path);
      requests[bucket] = (requests[bucket] ?? 0) + 1;
    }
    const announced = Math.floor(((limits.groups ?? limits.all ?? 0) * 50) / 100);
    return {
      minutes: (clock.now() - started) / 60_000,
      allowed: additions / Math.floor(announced * pace.share),
      requests,
      refused: sandbox.count({ status: 429 }),
      done: report.entries.filter(({ outcome }) => outcome.kind === "done").length,
    };
  } finally {
    await sandbox.close();
  }

  /** Gives each request its latency, and stops the time while a request is under way. */
  function virtual(real: Pacer, { latency }: Pick<PaceCase, "latency">): Pacer {
    return {
      ...real,
      send: <T>(request: PacedRequest<T>) =>
        real.send({
          ...request,
          send: async () => {
            await clock.sleep(latency);
            return clock.outside(request.send);
          },
        }),
    };
  }
}
