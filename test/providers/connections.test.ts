import { describe, expect, it } from "vitest";
import { applyPlan } from "../../src/apply/apply-plan.ts";
import type { Operation } from "../../src/plan/operation.ts";
import { adds, memoryJournal, planOf } from "../apply/scenario.ts";
import { googleCandidate } from "../contract/google-subject.ts";
import { oktaCandidate } from "../contract/okta-subject.ts";
import { type Candidate, complete, onWire, people, scopeFor, type StartOptions, unread } from "../contract/world.ts";
import { atTestEnd } from "../support/cleanup.ts";

const inFlight = 8;
const accounts = people(250);
const groupsOf = (count: number, members: readonly string[] = []) =>
  Array.from({ length: count }, (_, index) => ({ name: `Group ${index}`, members }));

const some = accounts.slice(0, 3).map(({ name }) => name);

async function tenantOf(
  candidate: Candidate,
  groups: ReturnType<typeof groupsOf>,
  options: StartOptions = { latencyMs: 5 },
) {
  const subject = onWire(await candidate.start({ accounts, groups }, options));
  atTestEnd(() => subject.close());
  const { reader, wire } = subject;
  return { ...subject, observed: () => reader.observe(scopeFor(candidate, ...groups.map(({ name }) => name))), wire };
}

describe.each([oktaCandidate, googleCandidate])("the connections to $name", { timeout: 60_000 }, (candidate) => {
  it("are opened for the requests in flight and used again for all others", async () => {
    const { observed, wire } = await tenantOf(candidate, groupsOf(100, some));
    complete(await observed());
    complete(await observed());
    expect(wire.requests().length).toBeGreaterThan(200);
    expect(wire.connections()).toBe(inFlight);
  });

  it("serve an apply of 1,000 operations and the read before it", async () => {
    const { observed, wire, reader, writer, clock } = await tenantOf(candidate, groupsOf(4), {});
    const before = complete(await observed());
    const operations = before.groups.flatMap(({ id, name, type }) =>
      type === "BUILT_IN"
        ? []
        : before.accounts.map(
            (account) =>
              ({
                ...adds(account.address, name),
                system: reader.system,
                account: { id: account.id, address: account.address },
                resource: { kind: "group", id, name },
              }) as Operation,
          ),
    );
    const report = await applyPlan(planOf(operations), {
      connections: new Map([[reader.system, { reader, writer }]]),
      journal: memoryJournal(),
      clock,
      run: "connections",
      signal: new AbortController().signal,
      inFlight,
    });
    expect(report.entries.filter(({ outcome }) => outcome.kind === "done")).toHaveLength(1000);
    expect(wire.connections()).toBeLessThanOrEqual(inFlight);
  });

  it("break inside a response at the cost of one connection, detected immediately", async () => {
    // The timeout of one hour is longer than the test.
    const options = { requestTimeout: 3_600_000, latencyMs: 5 };
    const { observed, wire } = await tenantOf(candidate, groupsOf(100, some), options);
    complete(await observed());
    wire.fault("users", { kind: "drop" }, { times: 1 });
    complete(await observed());
    expect(wire.connections()).toBe(inFlight + 1);
    wire.fault("users", { kind: "drop" });
    expect(unread(await observed())["the list of users"]).toMatch(
      new RegExp(`the connection to ${candidate.name} broke`, "i"),
    );
  });
});
