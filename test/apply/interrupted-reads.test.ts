import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { applyPlan } from "../../src/apply/apply-plan.ts";
import { createPacer } from "../../src/http/pacer.ts";
import type { JournalRecord } from "../../src/ports/journal.ts";
import { createGoogleClient, createGoogleReader } from "../../src/providers/google/index.ts";
import { createOktaClient, createOktaReader } from "../../src/providers/okta/index.ts";
import { googleCandidate, googleSubject } from "../contract/google-subject.ts";
import { oktaCandidate, oktaSubject } from "../contract/okta-subject.ts";
import { aClock, groupName, type StartOptions } from "../contract/world.ts";
import { atTestEnd } from "../support/cleanup.ts";
import { adds, memoryJournal, planOf } from "./scenario.ts";

const world = { accounts: [{ name: "ada", number: "n-ada" }], groups: [{ name: "crew" }] };

const cases = [
  { candidate: oktaCandidate, subjectOf: (options: StartOptions) => oktaSubject(world, {}, options), method: "PUT" },
  {
    candidate: googleCandidate,
    subjectOf: (options: StartOptions) => googleSubject(world, {}, options),
    method: "POST",
  },
];

/** A request in flight reaches the sandbox, which holds the answer. Unit: milliseconds. */
const inFlight = 300;
/** Less than the timeout of a request. Unit: milliseconds. */
const atOnce = 2000;

/** Starts a server that never answers. */
async function aSilentServer() {
  let requests = 0;
  const server = createServer((request) => {
    requests += 1;
    server.emit("received");
    request.socket.once("close", () => server.emit("gave-up"));
  });
  const received = once(server, "received");
  const gaveUp = once(server, "gave-up");
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  atTestEnd(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, received: () => received, gaveUp: () => gaveUp, requests: () => requests };
}

/** Connects the provider's own client to a server. */
async function connected(candidate: (typeof cases)[number]["candidate"], url: string, signal: AbortSignal) {
  const clock = aClock();
  const pacer = createPacer({ clock, random: () => 0.5, share: 1, inFlight: 8, signal });
  const { join } = candidate;
  const shown = { system: candidate.name, clock, join, attributes: [] };
  if (candidate.name === "okta") {
    const credentials = { kind: "token", token: "our-token" } as const;
    return { reader: createOktaReader(await createOktaClient({ orgUrl: url, credentials, pacer, clock }), shown) };
  }
  const credentials = { kind: "access-token", token: "our-token" } as const;
  return { reader: createGoogleReader(await createGoogleClient({ rootUrl: url, credentials, pacer, clock }), shown) };
}

describe.each(cases)(
  "an interrupted run of $candidate.name",
  { timeout: 30_000 },
  ({ candidate, subjectOf, method }) => {
    async function start() {
      const interrupted = new AbortController();
      const subject = await subjectOf({ signal: interrupted.signal, requestTimeout: 20_000 });
      atTestEnd(() => subject.close());
      const account = { id: subject.truth.account("ada@acme.example")?.id ?? "", address: "ada@acme.example" };
      const group = { kind: "group", id: subject.truth.group("crew")?.id ?? "", name: groupName(candidate, "crew") };
      const journal = memoryJournal();
      const run = () =>
        applyPlan(planOf([{ ...adds("ada", "crew"), account, resource: group } as ReturnType<typeof adds>]), {
          connections: new Map([["okta", { reader: subject.reader, writer: subject.writer }]]),
          journal,
          clock: subject.clock,
          run: "r1",
          signal: interrupted.signal,
          onProgress: () => undefined,
        });
      const results = (): readonly JournalRecord[] => journal.records.filter(({ kind }) => kind === "result");
      return { interrupted, subject, run, results };
    }

    /** Returns the number of reads before the first write of the run. */
    async function readsBeforeWrite(): Promise<number> {
      const { subject, run } = await start();
      await run();
      const requests = subject.wire?.requests() ?? [];
      return requests
        .slice(
          0,
          requests.findIndex((one) => one.method === method),
        )
        .filter((one) => one.method === "GET").length;
    }

    it("ends a read in flight at once, on the wire as well, and does not repeat it", async () => {
      const interrupted = new AbortController();
      const server = await aSilentServer();
      const { reader } = await connected(candidate, server.url, interrupted.signal);
      const reading = reader.accountById(candidate.name === "okta" ? "00u0000000000000abcd" : "100000000000000000001");
      await server.received();
      interrupted.abort();
      const began = Date.now();
      expect(await reading).toMatchObject({
        kind: "unknown",
        failure: { kind: "interrupted", message: "the run was interrupted before the response was complete" },
      });
      await server.gaveUp();
      expect(Date.now() - began).toBeLessThan(atOnce);
      expect(server.requests()).toBe(1);
    });

    it("reads back its last write once more, where the signal ended the read-back", async () => {
      const skip = await readsBeforeWrite();
      const { interrupted, subject, run, results } = await start();
      subject.wire?.faultAnywhere({ kind: "hang" }, { method: "GET", skip, times: 1 });
      const running = run();
      await sleep(inFlight * 2);
      const began = Date.now();
      interrupted.abort();
      expect((await running).entries.map(({ outcome }) => outcome.kind)).toEqual(["done"]);
      expect(Date.now() - began).toBeLessThan(atOnce);
      expect(results()).toMatchObject([{ outcome: "done" }]);
    });

    it("ends soon where the provider never answers, and the journal says that the write was not read back", async () => {
      const skip = await readsBeforeWrite();
      const { interrupted, subject, run, results } = await start();
      subject.wire?.faultAnywhere({ kind: "hang" }, { method: "GET", skip });
      const running = run();
      await sleep(inFlight * 2);
      const began = Date.now();
      interrupted.abort();
      const { entries } = await running;
      expect(Date.now() - began).toBeLessThan(8000);
      const reason = expect.stringMatching(/reading the object back failed: the run was interrupted/) as string;
      expect(entries).toMatchObject([{ outcome: { kind: "failed", reason } }]);
      expect(results()).toMatchObject([{ outcome: "failed", detail: reason }]);
      expect(subject.truth.members("crew")).toEqual(["ada@acme.example"]);
    });
  },
);
