import { describe, expect, it, vi } from "vitest";
import { journalBranch } from "../../src/journal/journal-branch.ts";
import type { Operation } from "../../src/plan/operation.ts";
import type { Connection } from "../../src/ports/connection.ts";
import { carryOutRun } from "../../src/workflow/carry-out.ts";
import { googleCandidate, googleSubject } from "../contract/google-subject.ts";
import { oktaCandidate, oktaSubject } from "../contract/okta-subject.ts";
import { groupName, type Subject } from "../contract/world.ts";
import { atTestEnd } from "../support/cleanup.ts";
import { aJournalPair } from "../support/journal-keys.ts";
import { memoryClone, memoryRepository } from "../support/memory-git/repository.ts";
import { adds, planOf, suspends } from "./scenario.ts";

const signing = { signer: aJournalPair().signer, origin: { genesis: "a".repeat(40), branch: "main" } };
const world = { accounts: [{ name: "ada", number: "n-ada" }], groups: [{ name: "crew" }] };

const cases = [
  { candidate: oktaCandidate, subjectOf: () => oktaSubject(world), method: "PUT" },
  { candidate: googleCandidate, subjectOf: () => googleSubject(world), method: "POST" },
];

/** Returns a run that adds ada to the group and a newer one that suspends her, on one journal. */
async function appliers(subject: Subject, name: string) {
  const remote = memoryRepository();
  const interrupted = new AbortController();
  const account = { id: subject.truth.account("ada@acme.example")?.id ?? "", address: "ada@acme.example" };
  const group = { kind: "group", id: subject.truth.group("crew")?.id ?? "", name } as const;
  const connectionOf = ({ reader, writer }: Pick<Subject, "reader" | "writer">) =>
    ({ system: { id: "okta" }, reader, writer: async () => writer }) as unknown as Connection;
  const connections = { first: connectionOf(subject), newer: connectionOf((await subject.connected?.()) ?? subject) };
  const run = (id: "first" | "newer", operation: Operation) =>
    carryOutRun(
      { run: id, plan: planOf([operation]), connections: [connections[id]], signing },
      {
        journal: journalBranch(memoryClone(remote).open(), { remote: "origin", branch: "rolecall-journal" }),
        clock: subject.clock,
        signal: interrupted.signal,
        onProgress: () => undefined,
      },
    );
  return {
    interrupted,
    adds: () => run("first", { ...adds("ada", "crew"), account, resource: group } as Operation),
    suspends: (id: "first" | "newer" = "newer", from = "active") =>
      run(id, {
        ...suspends("ada"),
        account,
        before: { state: from },
        resource: { ...suspends("ada").resource, id: account.id },
      } as Operation),
  };
}

/** Does the work in the first wait. `more`: milliseconds that the wait takes longer, as on a suspended machine. */
function duringWait(subject: Subject, work: () => Promise<unknown> | undefined, more = 0): void {
  const { clock } = subject;
  const sleep = clock.sleep.bind(clock);
  let isFirst = true;
  vi.spyOn(clock, "sleep").mockImplementation(async (milliseconds, signal) => {
    if (!isFirst) return sleep(milliseconds);
    isFirst = false;
    await sleep(milliseconds + more);
    await work();
    signal?.throwIfAborted();
  });
}

describe.each(cases)(
  "an applier that waits for the rate limit of $candidate.name",
  ({ candidate, subjectOf, method }) => {
    async function start() {
      const subject = await subjectOf();
      atTestEnd(() => subject.close());
      subject.wire?.faultAnywhere({ kind: "throttle", resetInSeconds: 60, status: 429 }, { method, times: 1 });
      const writes = () => subject.wire?.requests().filter((request) => request.method === method).length;
      return { subject, writes, run: await appliers(subject, groupName(candidate, "crew")) };
    }

    it("sends the write again after the wait while it holds the lease", async () => {
      const { subject, writes, run } = await start();
      const { report } = await run.adds();
      expect(report?.entries.map(({ outcome }) => outcome.kind)).toEqual(["done"]);
      expect(subject.truth.members("crew")).toEqual(["ada@acme.example"]);
      expect(writes()).toBe(2);
    });

    it("sends nothing after the wait in which a newer applier took the lease", async () => {
      const { subject, writes, run } = await start();
      let newer: Awaited<ReturnType<typeof run.suspends>> | undefined;
      // The machine was suspended: the lease has ended meanwhile.
      duringWait(subject, async () => void (newer = await run.suspends()), 400_000);
      const { report } = await run.adds();
      expect(newer?.report?.entries.map(({ outcome }) => outcome.kind)).toEqual(["done"]);
      expect(report?.entries.map(({ outcome }) => outcome)).toEqual([
        {
          kind: "not-attempted",
          reason: expect.stringMatching(/^unattended\/lease: .*\. Nothing was sent$/) as string,
        },
      ]);
      expect(report?.stopped).toMatch(/^unattended\/lease: /);
      expect(subject.truth.members("crew")).toEqual([]);
      expect(writes()).toBe(1);
    });

    it("sends nothing after a signal in the wait", async () => {
      const { subject, writes, run } = await start();
      duringWait(subject, async () => run.interrupted.abort());
      const { report } = await run.adds();
      expect(report?.entries.map(({ outcome }) => outcome)).toEqual([
        {
          kind: "not-attempted",
          reason: "the run was interrupted while the write waited for the rate limit. Nothing was sent",
        },
      ]);
      expect(report?.stopped).toBe("the run was interrupted");
      expect(subject.truth.members("crew")).toEqual([]);
      expect(writes()).toBe(1);
    });
  },
);

describe("an applier that suspends a locked Okta account", () => {
  async function start(path: RegExp, skip: number) {
    const subject = await oktaSubject({ accounts: [{ name: "ada", number: "n-ada", state: "locked" }] });
    atTestEnd(() => subject.close());
    subject.wire?.faultAnywhere({ kind: "throttle", resetInSeconds: 60 }, { method: "POST", path, skip, times: 1 });
    const run = await appliers(subject, "crew");
    const suspend = async () => (await run.suspends("first", "locked")).report?.entries.map(({ outcome }) => outcome);
    return { subject, run, suspend, state: () => subject.truth.account("ada@acme.example")?.state };
  }

  it("suspends it after the wait while it holds the lease", async () => {
    const { suspend, state } = await start(/\/suspend$/, 1);
    expect(await suspend()).toEqual([{ kind: "done" }]);
    expect(state()).toBe("suspended");
  });

  it("reports a failure and what it read back where a signal stops it after the unlock", async () => {
    const { subject, run, suspend, state } = await start(/\/suspend$/, 1);
    duringWait(subject, async () => run.interrupted.abort());
    expect(await suspend()).toEqual([
      {
        kind: "failed",
        reason: expect.stringMatching(
          /^the run was interrupted while .*\. The account 00u\w+ was unlocked before and is not suspended\. The object was read back: expected the account to be locked, got active\. Run plan again$/,
        ) as string,
      },
    ]);
    expect(state()).toBe("active");
  });

  it("reports the same where it lost the lease after the unlock", async () => {
    const { subject, suspend, state } = await start(/\/suspend$/, 1);
    duringWait(subject, () => undefined, 400_000);
    expect(await suspend()).toEqual([
      { kind: "failed", reason: expect.stringMatching(/^unattended\/lease: .* was unlocked before/) as string },
    ]);
    expect(state()).toBe("active");
  });

  it("changes nothing where a signal stops it before the unlock", async () => {
    const { subject, run, suspend, state } = await start(/\/unlock$/, 0);
    duringWait(subject, async () => run.interrupted.abort());
    expect(await suspend()).toMatchObject([{ kind: "not-attempted" }]);
    expect(state()).toBe("LOCKED_OUT");
  });
});
