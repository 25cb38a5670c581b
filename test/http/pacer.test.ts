import { array, assert as assertProperty, asyncProperty, double, integer, record } from "fast-check";
import { describe, expect, it } from "vitest";
import { NotSent } from "../../src/http/fence.ts";
import { createPacer, type PacerOptions, Throttled } from "../../src/http/pacer.ts";
import { Interrupted } from "../../src/http/stopped-reads.ts";
import type { Clock } from "../../src/ports/clock.ts";
import { type RateReport, refused, silent } from "../../src/http/rate-report.ts";
import { simulatedClock, type SimulatedClock } from "./simulated-clock.ts";

interface Answer {
  readonly ok: boolean;
  readonly report: RateReport;
}

const answered = (report: Partial<RateReport> = {}): Answer => ({ ok: true, report: { ...silent, ...report } });
const refusal = (report: Partial<RateReport> = {}): Answer => ({ ok: false, report: { ...refused, ...report } });

const pacerOn = (clock: SimulatedClock, more: Partial<PacerOptions> = {}) =>
  createPacer({ clock, random: () => 0.5, share: 1, inFlight: 8, ...more });

/** Returns one request of system okta, bucket /users. The responses come in order, and the last one repeats. */
function requestOf(answers: readonly Answer[], sentAt: number[] = [], clock: Pick<Clock, "now"> = { now: () => 0 }) {
  let turn = 0;
  return {
    system: "okta",
    bucket: "/users",
    defaultLimit: 100,
    send: async () => {
      sentAt.push(clock.now());
      const answer = answers[Math.min(turn, answers.length - 1)] ?? answered();
      turn += 1;
      return answer;
    },
    report: ({ report }: Answer) => report,
  };
}

/** Returns a provider with fixed windows, which other clients also use. */
function serverOn(clock: SimulatedClock, { limit, offset, others }: { limit: number; offset: number; others: number }) {
  const ours = new Map<number, number>();
  let inside = 0;
  let most = 0;
  const windowAt = (time: number): number => Math.floor((time - offset) / 60_000);
  return {
    ours,
    most: () => most,
    async answer(latency: number): Promise<Answer> {
      inside += 1;
      most = Math.max(most, inside);
      await clock.sleep(latency / 2);
      const window = windowAt(clock.now());
      const used = (ours.get(window) ?? 0) + 1;
      ours.set(window, used);
      const left = limit - used - others;
      const resetsIn = (window + 1) * 60_000 + offset - clock.now() + 1000;
      await clock.sleep(latency / 2);
      inside -= 1;
      const report = { limit, remaining: Math.max(0, left), resetsIn: resetsIn - latency / 2 };
      return left < 0 ? refusal(report) : answered(report);
    },
  };
}

describe("the pacer", () => {
  it("never exceeds its share of a window or the limit of concurrent requests", async () => {
    await assertProperty(
      asyncProperty(
        record({
          limit: integer({ min: 10, max: 200 }),
          share: double({ min: 0.05, max: 1, noNaN: true }),
          inFlight: integer({ min: 1, max: 8 }),
          offset: integer({ min: 0, max: 59_999 }),
          latency: integer({ min: 2, max: 3000 }),
          others: integer({ min: 0, max: 5 }),
        }),
        async ({ limit, share, inFlight, offset, latency, others }) => {
          const clock = simulatedClock();
          const server = serverOn(clock, { limit, offset, others });
          const pacer = pacerOn(clock, { share, inFlight });
          const allowed = Math.max(1, Math.floor(limit * share));
          const requests = Math.min(150, allowed * 3);
          const request = {
            system: "okta",
            bucket: "/users",
            defaultLimit: limit,
            send: () => server.answer(latency),
            report: ({ report }: Answer) => report,
          };
          const answers = await clock.run(Promise.all(Array.from({ length: requests }, () => pacer.send(request))));
          expect(answers).toHaveLength(requests);
          expect(Math.max(...server.ours.values())).toBeLessThanOrEqual(allowed);
          expect(server.most()).toBeLessThanOrEqual(inFlight);
        },
      ),
      { seed: 20270104, numRuns: 40 },
    );
  });

  it("sends the requests of a bucket in the order of their arrival", async () => {
    await assertProperty(
      asyncProperty(
        record({
          arrivals: array(integer({ min: 0, max: 180_000 }), { minLength: 2, maxLength: 60 }),
          limit: integer({ min: 2, max: 20 }),
          inFlight: integer({ min: 1, max: 8 }),
          randoms: array(double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 }),
        }),
        async ({ arrivals, limit, inFlight, randoms }) => {
          const clock = simulatedClock();
          let drawn = 0;
          const random = (): number => randoms[(drawn += 1) % randoms.length] ?? 0;
          const pacer = pacerOn(clock, { inFlight, random });
          const arrived: number[] = [];
          const sent: number[] = [];
          const request = (number: number) => ({
            ...requestOf([]),
            defaultLimit: limit,
            send: async () => {
              sent.push(number);
              await clock.sleep(50 + random() * 500);
              return answered();
            },
          });
          const work = arrivals.map(async (at, number) => {
            await clock.sleep(at);
            arrived.push(number);
            await pacer.send(request(number));
          });
          await clock.run(Promise.all(work));
          expect(sent).toEqual(arrived);
        },
      ),
      { seed: 20270104, numRuns: 60 },
    );
  });

  it("sends a refused request before younger ones that wait", async () => {
    const clock = simulatedClock();
    const pacer = pacerOn(clock, { inFlight: 1 });
    const sent: string[] = [];
    const request = (name: string, answers: readonly Answer[]) => {
      const plain = requestOf(answers);
      return {
        ...plain,
        send: async () => {
          sent.push(name);
          await clock.sleep(100);
          return plain.send();
        },
      };
    };
    const work = [
      pacer.send(request("old", [refusal({ resetsIn: 30_000 }), answered()])),
      ...["young", "younger"].map((name) => pacer.send(request(name, [answered()]))),
    ];
    await clock.run(Promise.all(work));
    expect(sent).toEqual(["old", "young", "old", "younger"]);
  });

  it("ends a read that waits behind others as soon as the run is interrupted", async () => {
    const clock = simulatedClock();
    const run = new AbortController();
    const pacer = pacerOn(clock, { signal: run.signal });
    const busy = pacer.send(requestOf([refusal({ resetsIn: 30_000 }), answered()]));
    const sentAt: number[] = [];
    await new Promise((resolve) => setImmediate(resolve));
    const first = pacer.send(requestOf([answered()], sentAt, clock));
    const second = pacer.send({ ...requestOf([answered()], sentAt, clock), isRead: true });
    await new Promise((resolve) => setImmediate(resolve));
    run.abort();
    await expect(second).rejects.toBeInstanceOf(Interrupted);
    await clock.run(Promise.all([busy, first]));
    expect(sentAt).toHaveLength(1);
  });

  it("waits for the announced reset plus a random time", async () => {
    const clock = simulatedClock();
    const sentAt: number[] = [];
    const request = requestOf([refusal({ resetsIn: 31_000 }), answered()], sentAt, clock);
    await clock.run(pacerOn(clock).send(request));
    const [first = 0, second = 0] = sentAt;
    expect(second - first).toBeGreaterThanOrEqual(31_000);
    expect(second - first).toBeLessThanOrEqual(33_000);
  });

  it("waits longer after each refusal without an announced reset, and finally returns the refusal", async () => {
    const clock = simulatedClock();
    const sentAt: number[] = [];
    const answer = await clock.run(
      pacerOn(clock, { jitterMilliseconds: 0 }).send(requestOf([refusal()], sentAt, clock)),
    );
    expect(answer.ok).toBe(false);
    expect(sentAt).toHaveLength(8);
    const waits = sentAt.slice(1).map((at, index) => at - (sentAt[index] ?? 0));
    expect(waits).toEqual([750, 1500, 3000, 6000, 12_000, 24_000, 45_000]);
  });

  it("fails immediately if the announced reset is later than the longest wait", async () => {
    const clock = simulatedClock();
    const sentAt: number[] = [];
    const sent = clock.run(pacerOn(clock).send(requestOf([refusal({ resetsIn: 600_000 })], sentAt, clock)));
    await expect(sent).rejects.toBeInstanceOf(Throttled);
    await expect(sent).rejects.toMatchObject({ retryAt: clock.now() + 600_000 });
    expect(sentAt).toHaveLength(1);
  });

  it("waits to keep the reserve for other clients, although its share is not used up", async () => {
    const clock = simulatedClock();
    const sentAt: number[] = [];
    const pacer = pacerOn(clock);
    const request = requestOf([answered({ limit: 100, remaining: 10, resetsIn: 20_000 }), answered()], sentAt, clock);
    await clock.run(pacer.send(request).then(() => pacer.send(request)));
    expect((sentAt[1] ?? 0) - (sentAt[0] ?? 0)).toBeGreaterThanOrEqual(20_000);
  });

  it("does not block a bucket by another bucket that waits", async () => {
    const clock = simulatedClock();
    const pacer = pacerOn(clock, { inFlight: 1 });
    const order: string[] = [];
    const closed = pacer.send(requestOf([refusal({ resetsIn: 30_000 }), answered()])).then(() => order.push("users"));
    const open = pacer.send({ ...requestOf([answered()]), bucket: "/groups" }).then(() => order.push("groups"));
    await clock.run(Promise.all([closed, open]));
    expect(order).toEqual(["groups", "users"]);
  });

  it("frees its slot after an error, and counts sent requests", async () => {
    const clock = simulatedClock();
    const pacer = pacerOn(clock, { inFlight: 1 });
    const broken = { ...requestOf([]), send: async () => Promise.reject<Answer>(new Error("broken")) };
    await expect(clock.run(pacer.send(broken))).rejects.toThrow("broken");
    await clock.run(pacer.send(requestOf([refusal({ resetsIn: 1000 }), answered()])));
    expect(pacer.usage()).toMatchObject([{ system: "okta", bucket: "/users", requests: 3, refused: 1 }]);
  });

  it("rejects an invalid share or number of requests", () => {
    const clock = simulatedClock();
    for (const share of [0, -1, 1.1, Number.NaN]) expect(() => pacerOn(clock, { share })).toThrow(RangeError);
    for (const inFlight of [0, -1, 1.5]) expect(() => pacerOn(clock, { inFlight })).toThrow(RangeError);
  });

  it("checks the fence of a write after each wait and before each sending", async () => {
    const clock = simulatedClock();
    const sentAt: number[] = [];
    const checkedAt: number[] = [];
    const until = clock.now() + 90_000;
    const check = async (): Promise<void> => {
      checkedAt.push(clock.now());
      if (clock.now() > until) throw new Error("the lease has ended");
    };
    const pacer = pacerOn(clock);
    const request = requestOf([refusal({ resetsIn: 60_000 })], sentAt, clock);
    const work = pacer.send({ ...request, fence: { check, signal: new AbortController().signal } });
    await expect(clock.run(work)).rejects.toThrow(new NotSent("the lease has ended"));
    expect(checkedAt).toHaveLength(3);
    expect(sentAt).toEqual(checkedAt.slice(0, 2));
    // What was not sent is not counted, and the slot is free again.
    expect(pacer.usage()).toMatchObject([{ requests: 2, refused: 2 }]);
    await expect(clock.run(pacer.send(requestOf([answered()])))).resolves.toEqual(answered());
  });
});
