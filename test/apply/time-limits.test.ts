import { describe, expect, it } from "vitest";
import { simulatedClock } from "../http/simulated-clock.ts";
import type { Clock } from "../../src/ports/clock.ts";
import { account, adds, applied, group, okta, outcomes, planOf, reasons } from "./scenario.ts";
import { failing, withFaults } from "./with-faults.ts";

const people = Array.from({ length: 200 }, (_, index) => `p${index}`);
const company = () => okta({ accounts: people.map((who) => account(who)), groups: [group("crew")] });

describe("a provider that answers 503 to every write", () => {
  it("costs a run less than five minutes", async () => {
    const clock = simulatedClock();
    const began = clock.now();
    const connection = withFaults(company(), { sharesLists: true, onWrite: async () => failing("unavailable", "503") });
    const plan = planOf(people.map((who) => adds(who, "crew")));
    const report = await clock.run(applied(plan, [connection], { clock }));
    expect(clock.now() - began).toBeLessThan(300_000);
    // Eight are in flight, and four more start before the fifth has failed.
    expect(report.entries.filter(({ outcome }) => outcome.kind === "failed")).toHaveLength(12);
    expect(report.entries.filter(({ outcome }) => outcome.kind === "not-attempted")).toHaveLength(188);
  });
});

describe("an operation that takes longer than thirty minutes", () => {
  /** Returns a connection whose write waits for the rate limit, and asks whether it may still be sent. */
  const waiting = (clock: Clock, milliseconds: number) => {
    const provider = company();
    const connection = {
      reader: provider.reader,
      writer: {
        ...provider.writer,
        perform: (async (write, fence) => {
          await clock.sleep(milliseconds);
          try {
            await fence?.check();
          } catch (problem) {
            return { kind: "failed", failure: { kind: "not-sent", message: (problem as Error).message } };
          }
          return provider.writer.perform(write);
        }) satisfies (typeof provider.writer)["perform"],
      },
    };
    return { provider, connection };
  };

  it("is not sent", async () => {
    const clock = simulatedClock();
    const { provider, connection } = waiting(clock, 1_801_000);
    const report = await clock.run(applied(planOf([adds("p0", "crew")]), [connection], { clock }));
    expect(reasons(report)).toEqual(["the operation took longer than 30 minutes. Nothing was sent"]);
    expect(provider.state.effects).toEqual([]);
  });

  it("is sent until then", async () => {
    const clock = simulatedClock();
    const { connection } = waiting(clock, 1_799_000);
    const report = await clock.run(applied(planOf([adds("p0", "crew")]), [connection], { clock }));
    expect(outcomes(report)).toEqual(["okta:membership.add:crew:p0 done"]);
  });
});
