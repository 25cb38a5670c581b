import { describe, expect, it } from "vitest";
import type { AccessReader, ListedMembers } from "../../src/ports/access.ts";
import {
  account,
  adds,
  applied,
  createsGroup,
  google,
  group,
  member,
  memoryJournal,
  okta,
  outcomes,
  planOf,
  reasons,
  removes,
  stateWithoutIds,
} from "./scenario.ts";
import { type Faults, failing, unreadable, withFaults } from "./with-faults.ts";

const people = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `p${index}`);

const company = (count: number, members: readonly string[] = []) =>
  okta({
    accounts: people(count).map((who) => account(who)),
    groups: [group("crew"), group("team")],
    memberships: members.map((who) => member("crew", who)),
  });

/** Applies additions of everybody to one group, and counts the reads by name. */
async function additions(count: number, faults: Faults = {}, provider = company(count)) {
  const reads = new Map<string, number>();
  const connection = withFaults(provider, {
    sharesLists: true,
    ...faults,
    onRead: (name, read, at) => {
      reads.set(name, (reads.get(name) ?? 0) + 1);
      return faults.onRead === undefined ? read() : faults.onRead(name, read, at);
    },
  });
  const plan = planOf(people(count).map((who) => adds(who, "crew")));
  const journal = memoryJournal();
  const report = await applied(plan, [connection], { journal });
  return { report, reads: Object.fromEntries(reads), provider, journal };
}

const allDone = (count: number): readonly string[] =>
  people(count).map((who) => `okta:membership.add:crew:${who} done`);

/** Returns a fault that changes what the list shows. */
const showing =
  (change: (listed: ListedMembers) => ListedMembers): NonNullable<Faults["onRead"]> =>
  async (name, read) => {
    const known = await read();
    if (name !== "listedMembers" || known.kind !== "found") return known;
    return { kind: "found", value: change(known.value as ListedMembers) } as never;
  };

describe("additions to one group", () => {
  it("are read by one list before them and one after them", async () => {
    const { report, reads, provider } = await additions(30);
    expect(outcomes(report)).toEqual(allDone(30));
    expect(reads).toEqual({ listedMembers: 2 });
    expect(provider.state.effects).toHaveLength(30);
  });

  it("are proven in batches of at most fifty", async () => {
    const { report, reads } = await additions(120);
    expect(outcomes(report)).toEqual(allDone(120));
    expect(reads).toEqual({ listedMembers: 4 });
  });

  it("are read one by one where they are few", async () => {
    const { reads } = await additions(4);
    expect(reads).toEqual({ membership: 8 });
  });

  it("are recorded before they are sent, and their results after the list shows them", async () => {
    const provider = company(30);
    const journal = memoryJournal();
    const listedAt: number[] = [];
    const connection = withFaults(provider, {
      sharesLists: true,
      onWrite: (write, send) => {
        const intents = journal.records.flatMap((record) => (record.kind === "intent" ? [record.write] : []));
        expect(intents).toContainEqual(write);
        return send();
      },
      onRead: (_, read) => {
        listedAt.push(journal.records.filter(({ kind }) => kind === "result").length);
        return read();
      },
    });
    await applied(planOf(people(30).map((who) => adds(who, "crew"))), [connection], { journal });
    expect(listedAt).toEqual([0, 0]);
    expect(journal.records.filter(({ kind }) => kind === "result")).toHaveLength(30);
  });
});

describe("a list that is not true", () => {
  it("does not hide that an addition had no effect", async () => {
    const { report, provider } = await additions(10, {
      onWrite: (write, send) =>
        "member" in write && write.member === "00u-p3" ? Promise.resolve({ kind: "written", id: null }) : send(),
    });
    expect(
      report.entries.filter(({ outcome }) => outcome.kind === "failed").map(({ operation }) => operation.id),
    ).toEqual(["okta:membership.add:crew:p3"]);
    expect(reasons(report)[0]).toContain("reading the object back shows no effect");
    expect(stateWithoutIds(provider).memberships).toHaveLength(9);
  });

  it("and lacks members that were added is followed by a read of each of them", async () => {
    const { report, reads } = await additions(10, {
      onRead: showing(({ roles }) => ({
        roles: new Map([...roles].filter(([who]) => who !== "00u-p1")),
        isComplete: true,
      })),
    });
    expect(outcomes(report)).toEqual(allDone(10));
    expect(reads).toEqual({ listedMembers: 2, membership: 1 });
  });

  it("and shows a member who is none is followed by a read of the membership", async () => {
    const { report, reads } = await additions(10, {
      onRead: showing(({ roles }) => ({ roles: new Map([...roles, ["00u-p1", "member"]]), isComplete: true })),
    });
    expect(outcomes(report)).toEqual(allDone(10));
    expect(reads).toMatchObject({ membership: 1 });
  });

  it("and shows another role proves nothing", async () => {
    const provider = google({ accounts: people(6).map((who) => account(who)), groups: [group("crew")] });
    const plan = planOf(people(6).map((who) => adds(who, "crew", { system: "google", role: "manager" })));
    const connection = withFaults(provider, {
      sharesLists: true,
      onWrite: (write, send) =>
        "member" in write && write.member === "00u-p2"
          ? provider.writer.perform({ ...write, action: "membership.add", role: "member" } as never)
          : send(),
    });
    const report = await applied(plan, [connection]);
    expect(outcomes(report).filter((text) => text.endsWith("failed"))).toEqual([
      "google:membership.add:crew:p2 failed",
    ]);
  });

  it("is not read again where it is too long, or cannot be read", async () => {
    const long = await additions(30, { onRead: showing(({ roles }) => ({ roles, isComplete: false })) });
    expect(outcomes(long.report)).toEqual(allDone(30));
    expect(long.reads).toEqual({ listedMembers: 1, membership: 60 });
    const unread = await additions(30, {
      onRead: async (name, read) => (name === "listedMembers" ? unreadable("denied") : read()),
    });
    expect(outcomes(unread.report)).toEqual(allDone(30));
    expect(unread.reads).toEqual({ listedMembers: 1, membership: 60 });
  });

  it("that throws is not used", async () => {
    const provider = company(8);
    const reader: AccessReader = {
      ...provider.reader,
      listedMembers: () => Promise.reject(new Error("broken")),
    };
    const report = await applied(planOf(people(8).map((who) => adds(who, "crew"))), [{ ...provider, reader }]);
    expect(outcomes(report)).toEqual(allDone(8));
  });
});

describe("an operation that waits for a list", () => {
  it("gets it when nothing else can start, so that what depends on it can", async () => {
    const provider = company(6, ["p5"]);
    const first = people(5).map((who) => adds(who, "crew"));
    const last = adds("p5", "crew", { dependsOn: [removes("p5", "crew").id] });
    const plan = planOf([...first, removes("p5", "crew", { dependsOn: first.map(({ id }) => id) }), last]);
    const report = await applied(plan, [withFaults(provider, { sharesLists: true })]);
    expect(report.entries.every(({ outcome }) => outcome.kind === "done")).toBe(true);
  });

  it("gets it when the others of its group fail", async () => {
    const { report } = await additions(10, {
      onWrite: (write, send) =>
        "member" in write && write.member !== "00u-p0" ? Promise.resolve(failing("rejected")) : send(),
    });
    expect(report.entries.map(({ outcome }) => outcome.kind)).toEqual(["done", ...Array<string>(9).fill("failed")]);
  });

  it("is read back and recorded when the run is interrupted", async () => {
    const provider = company(30);
    const journal = memoryJournal();
    const controller = new AbortController();
    const connection = withFaults(provider, {
      sharesLists: true,
      onWrite: (_, send, count) => {
        if (count === 20) controller.abort();
        return send();
      },
    });
    const plan = planOf(people(30).map((who) => adds(who, "crew")));
    const report = await applied(plan, [connection], { journal, signal: controller.signal });
    const done = report.entries.filter(({ outcome }) => outcome.kind === "done");
    expect(done).toHaveLength(provider.state.effects.length);
    expect(done.length).toBeGreaterThanOrEqual(20);
    expect(journal.records.filter(({ kind }) => kind === "result")).toHaveLength(30);
  });

  it("is proven in a group that the run creates", async () => {
    const provider = okta({ accounts: people(8).map((who) => account(who)) });
    const create = createsGroup("crew");
    const plan = planOf([
      create,
      ...people(8).map((who) => adds(who, "crew", { newGroup: true, dependsOn: [create.id] })),
    ]);
    const report = await applied(plan, [withFaults(provider, { sharesLists: true })]);
    expect(report.entries.every(({ outcome }) => outcome.kind === "done")).toBe(true);
    expect(stateWithoutIds(provider).memberships).toHaveLength(8);
  });
});
