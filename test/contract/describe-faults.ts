import { describe, expect, it } from "vitest";
import type { Fault } from "../../src/sandbox/core/faults.ts";
import { connectedTraits } from "../../src/model/provider.ts";
import type { Start } from "./provider-contract.ts";
import {
  type Candidate,
  groupName,
  type Network,
  onWire,
  outcome,
  people,
  scopeFor,
  type Subject,
  unread,
  complete,
  type Wire,
} from "./world.ts";

/** Failures between Rolecall and a provider: never a shorter list, an exception or a second effect. */
export function describeFaults(candidate: Candidate, start: Start): void {
  it("returns a failure, not an exception, for an impossible write", async () => {
    const { writer } = await start();
    const result = await writer.perform({ action: "account.suspend", account: "../groups" });
    expect(result.kind).toBe("failed");
  });

  if (candidate.network !== null) describeNetwork(candidate, candidate.network, start);
}

function describeNetwork(candidate: Candidate, network: Network, start: Start): void {
  const crew = groupName(candidate, "Crew");
  const scope = scopeFor(candidate, "Crew");
  const scopeName = { users: "the list of users", groups: "the list of groups", members: `the members of "${crew}"` };
  const lists = ["users", "groups", "members"] as const;
  const accounts = people(5);
  const world = { accounts, groups: [{ name: "Crew", members: accounts.map(({ name }) => name) }, { name: "Empty" }] };
  const fullWorld = [
    ...world.groups,
    { name: "Fed", members: accounts.slice(0, 2).map(({ name }) => name), ruleFed: true },
  ];
  /** `silence`: no response is sent, so a short timeout is used. */
  const started = async (silence = false): Promise<Subject & { readonly wire: Wire }> =>
    onWire(await start(world, silence ? { requestTimeout: 400 } : {}));
  const empty: Fault = {
    kind: "rewrite",
    rewrite: ({ status, body }) => ({ status, body: network.emptied(body) }),
  };

  describe("when reading fails", () => {
    const lasting: readonly (readonly [string, Fault, RegExp])[] = [
      ["500 from the provider", { kind: "status", status: 500 }, /HTTP 500/],
      ["a page of a gateway", { kind: "status", status: 502, as: "html" }, /HTTP 502/],
      ["missing permission", { kind: "status", status: 403 }, /HTTP 403/],
      ["not found", { kind: "status", status: 404 }, /HTTP 404/],
      ["a connection that breaks in the body", { kind: "drop" }, /broke/],
      ["a limit that resets in ten minutes", { kind: "throttle", resetInSeconds: 600 }, /no requests left|HTTP 4\d\d/],
      [
        "a response that is not a list",
        { kind: "rewrite", rewrite: (reply) => ({ ...reply, links: [], body: "all fine" }) },
        new RegExp(connectedTraits[candidate.provider].title),
      ],
    ];
    for (const list of lists)
      for (const [what, fault, words] of lasting)
        it(`${what}: reports ${scopeName[list]} as unread`, async () => {
          const { reader, wire } = await started(fault.kind === "drop");
          wire.fault(list, fault);
          expect(unread(await reader.observe(scope))[scopeName[list]]).toMatch(words);
        });

    for (const list of ["users", "members"] as const)
      it(`a truncated last page: reports ${scopeName[list]} as unread`, async () => {
        const { reader, wire } = await started();
        wire.fault(list, { kind: "cut-page" });
        expect(unread(await reader.observe(scope))[scopeName[list]]).toMatch(/omits|ended after/);
      });

    it("a suddenly empty list: reports the list of users as unread", async () => {
      const { reader, wire } = await started();
      wire.fault("users", empty);
      expect(Object.keys(unread(await reader.observe(scope)))).toContain("the list of users");
    });

    const cuts: readonly (readonly [string, Fault])[] = [
      ["cut", { kind: "cut-page" }],
      ["empty", empty],
    ];
    for (const [list, path] of Object.entries(network.lists))
      for (const [what, fault] of cuts)
        it(`a list of ${list} that is ${what} once, wherever in the run: no other complete observation`, async () => {
          const { reader, wire } = onWire(await start({ ...world, groups: fullWorld }));
          const declared = scopeFor(candidate, "Crew", "Fed", "Empty");
          const truth = complete(await reader.observe(declared));
          const requests = wire.requests().filter(({ path: own }) => path.test(own.split("?")[0] ?? "")).length;
          expect(requests).toBeGreaterThan(0);
          for (let skip = 0; skip < requests; skip += 1) {
            wire.clearFaults();
            wire.faultAnywhere(fault, { path, method: "GET", skip, times: 1 });
            const seen = await reader.observe(declared);
            if (seen.kind === "partial") {
              expect(seen.unread.length).toBeGreaterThan(0);
              continue;
            }
            // A group whose members are not known is named, and everything else is as it is.
            const { unreadMembers = {}, ...rest } = complete(seen);
            const isKnown = (group: string): boolean => !Object.hasOwn(unreadMembers, group);
            expect({ ...rest, unreadMembers: {} }).toEqual({
              ...truth,
              memberships: truth.memberships.filter(({ group }) => isKnown(group)),
              membershipsRead: truth.membershipsRead.filter(isKnown),
              unreadMembers: {},
            });
          }
        });

    const passing: readonly (readonly [string, Fault])[] = [
      ["500", { kind: "status", status: 500 }],
      ["503 from a gateway", { kind: "status", status: 503, as: "html" }],
      ["a dropped connection", { kind: "drop" }],
      ["429 with a reset", { kind: "throttle", resetInSeconds: 30 }],
    ];
    for (const list of lists)
      for (const [what, fault] of passing)
        it(`retries after one ${what} in ${scopeName[list]}`, async () => {
          const { reader, wire } = await started(fault.kind === "drop");
          wire.fault(list, fault, { times: 1 });
          expect(complete(await reader.observe(scope)).memberships).toHaveLength(5);
        });

    it("waits for the announced reset before a retry", async () => {
      const { reader, wire, clock } = await started();
      wire.fault("members", { kind: "throttle", resetInSeconds: 30 }, { times: 1 });
      const before = clock.now();
      complete(await reader.observe(scope));
      expect(clock.now() - before).toBeGreaterThanOrEqual(network.shortestWait);
    });

    it("reports every scope without a response, with a limited number of requests", async () => {
      const { reader, wire } = await started();
      await wire.close();
      const missing = unread(await reader.observe(scope));
      expect(missing).toMatchObject({ [scopeName.users]: /./, [scopeName.groups]: /./ });
      expect(Object.values(missing).join()).toContain("ECONNREFUSED");
    });

    it("reports a rejected credential without showing it", async () => {
      const { reader, wire } = await started();
      wire.faultAnywhere({
        kind: "rewrite",
        rewrite: (_reply, { headers }) => ({
          status: 401,
          // A provider whose response repeats the request.
          body: network.refusal(String(headers["authorization"])),
        }),
      });
      const reasons = Object.values(unread(await reader.observe(scope))).join(" ");
      expect(reasons).toMatch(/HTTP 401.*not valid or has expired/);
      expect(reasons).not.toContain("contract-token");
    });

    it("does not know who has a number while the search or a result cannot be read", async () => {
      const { reader, wire } = await started();
      wire.fault("users", { kind: "status", status: 500 });
      expect(await reader.accountsByNumber("n1")).toMatchObject({ kind: "unknown" });
      wire.clearFaults();
      expect(await reader.accountsByNumber("n1")).toMatchObject({ kind: "found" });
      wire.faultAnywhere({ kind: "status", status: 500 }, { path: network.account });
      expect(await reader.accountsByNumber("n1")).toMatchObject({ kind: "unknown" });
    });

    it("distinguishes an unknown object from an absent one", async () => {
      const { reader, wire, truth } = await started();
      const group = truth.group("Crew")?.id ?? "";
      const account = truth.account("p0000@acme.example")?.id ?? "";
      wire.faultAnywhere({ kind: "status", status: 500 });
      for (const answer of [
        await reader.accountById(account),
        await reader.accountByAddress("p0000@acme.example"),
        await reader.groupById(group),
        await reader.groupByName(crew),
        await reader.membership(group, account),
      ])
        expect(answer).toMatchObject({ kind: "unknown", failure: { kind: "unavailable" } });
    });
  });

  describe("when writing fails", () => {
    const removal = ({ truth }: Subject) =>
      ({
        action: "membership.remove",
        group: truth.group("Crew")?.id ?? "",
        member: truth.account("p0000@acme.example")?.id ?? "",
      }) as const;
    const writes = ({ wire }: { readonly wire: Wire }): readonly number[] =>
      wire
        .requests()
        .filter(({ method }) => method !== "GET")
        .map(({ status }) => status);

    it("repeats a write after a rate refusal, with one effect", async () => {
      const subject = await started();
      subject.wire.faultAnywhere({ kind: "throttle", resetInSeconds: 20 }, { method: network.removal, times: 1 });
      expect(await subject.writer.perform(removal(subject))).toEqual({ kind: "written", id: null });
      expect(writes(subject)).toHaveLength(2);
      expect(subject.truth.members("Crew")).toHaveLength(4);
    });

    const lost: readonly (readonly [string, Fault])[] = [
      ["500 after the effect", { kind: "status", status: 500, when: "after" }],
      ["503 after the effect", { kind: "status", status: 503, when: "after" }],
      ["no answer", { kind: "hang", when: "after" }],
    ];
    for (const [what, fault] of lost)
      it(`${what}: reports an unknown outcome without a second request`, async () => {
        const subject = await started(fault.kind === "hang");
        subject.wire.faultAnywhere(fault, { method: network.removal });
        expect(outcome(await subject.writer.perform(removal(subject)))).toBe("outcome-unknown");
        expect(writes(subject)).toHaveLength(1);
        expect(subject.truth.members("Crew")).toHaveLength(4);
      });

    it("a broken connection in the response to a creation: reports an unknown outcome", async () => {
      const subject = await started(true);
      subject.wire.fault("groups", { kind: "drop" }, { method: "POST" });
      const name = groupName(candidate, "Night Shift");
      const result = await subject.writer.perform({ action: "group.create", name, profile: {} });
      expect(outcome(result)).toBe("outcome-unknown");
      expect(writes(subject)).toHaveLength(1);
      expect(subject.truth.group("Night Shift")).toBeDefined();
    });

    it("reports no effect for an unreachable provider", async () => {
      const subject = await started();
      const write = removal(subject);
      await subject.wire.close();
      expect(outcome(await subject.writer.perform(write))).toBe("unavailable");
    });

    it("reports no effect if a read before the write fails", async () => {
      const subject = await started();
      const account = subject.truth.account("p0000@acme.example")?.id ?? "";
      subject.wire.faultAnywhere({ kind: "status", status: 500 }, { method: "GET" });
      const result = await subject.writer.perform({ action: "account.adopt", account, join: "n0" });
      expect([outcome(result), writes(subject)]).toEqual(["unavailable", []]);
    });
  });
}
