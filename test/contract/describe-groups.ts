import { describe, expect, it } from "vitest";
import type { GroupSettings } from "../../src/model/group-settings.ts";
import { connectedTraits } from "../../src/model/provider.ts";
import type { Start } from "./provider-contract.ts";
import { type Candidate, complete, groupIdOf, groupName, outcome, outcomesOf, scopeFor } from "./world.ts";

export function describeGroups(candidate: Candidate, start: Start): void {
  const name = groupName(candidate, "Night Shift");
  const create = { action: "group.create", name, profile: { description: "Awake" } } as const;
  const { settings } = connectedTraits[candidate.provider].groups;
  describe("groups", () => {
    it("creates one once, and finds it by name and id", async () => {
      const subject = await start();
      const [first, again] = [await subject.writer.perform(create), await subject.writer.perform(create)];
      const { id, description } = subject.truth.group("Night Shift") ?? {};
      expect([first, outcome(again), description]).toEqual([{ kind: "written", id }, "already-so", "Awake"]);
      const found = { kind: "found", value: { id, name, ruleFed: false, profile: { description: "Awake" } } };
      expect(await subject.reader.groupByName(name)).toMatchObject(found);
      expect(await subject.reader.groupById(id ?? "")).toMatchObject(found);
    });

    it("reports an absent group", async () => {
      const { reader } = await start();
      expect(await reader.groupByName(name)).toEqual({ kind: "absent" });
      expect(await reader.groupById(candidate.absent.group)).toEqual({ kind: "absent" });
    });

    it("renames it without changing id or members", async () => {
      const subject = await start({
        accounts: [{ name: "ada", number: "1" }],
        groups: [{ name: "DB Admins", description: "Careful", members: ["ada"] }],
      });
      const group = groupIdOf(subject, "DB Admins");
      const set = { name: groupName(candidate, "Prod DB Admins") };
      const rename = { action: "group.update", group, set } as const;
      expect(await outcomesOf(subject, rename, rename)).toEqual(["written", "already-so"]);
      expect(subject.truth.group("Prod DB Admins")).toEqual({ id: group, description: "Careful" });
      expect(subject.truth.members("Prod DB Admins")).toEqual(["ada@acme.example"]);
      expect(subject.truth.group("DB Admins")).toBeUndefined();
    });

    it("changes its description", async () => {
      const subject = await start({ groups: [{ name: "DB Admins", description: "Careful" }] });
      const group = groupIdOf(subject, "DB Admins");
      const update = { action: "group.update", group, set: { description: "Very careful" } } as const;
      expect(await outcomesOf(subject, update, update)).toEqual(["written", "already-so"]);
      expect(subject.truth.group("DB Admins")).toEqual({ id: group, description: "Very careful" });
    });

    if (Object.keys(settings).length > 0) describeSettings(candidate, start, settings);
    else
      it("has no settings", async () => {
        const subject = await start({ groups: [{ name: "Crew" }] });
        const group = groupIdOf(subject, "Crew");
        const configure = { action: "group.configure", group, set: { whoCanJoin: "INVITED_CAN_JOIN" } } as const;
        expect(await outcomesOf(subject, configure)).toEqual(["rejected"]);
      });
  });
}

function describeSettings(candidate: Candidate, start: Start, settings: GroupSettings): void {
  const [changed = "", kept = changed] = Object.keys(settings);
  /** Returns the value of a setting: 0 is the strictest, -1 the loosest. */
  const valueOf = (setting: string, position: 0 | -1): string => settings[setting]?.at(position) ?? "";
  const closed = { [kept]: valueOf(kept, 0), [changed]: valueOf(changed, 0) };
  const open = { ...closed, [changed]: valueOf(changed, -1) };

  it("changes the given settings and shows them", async () => {
    const subject = await start({ groups: [{ name: "Crew", settings: open }] });
    const group = groupIdOf(subject, "Crew");
    const configure = { action: "group.configure", group, set: { [changed]: valueOf(changed, 0) } } as const;
    expect(await subject.reader.groupSettings?.(group)).toMatchObject({ kind: "found", value: open });
    expect(await outcomesOf(subject, configure, configure)).toEqual(["written", "already-so"]);
    expect(subject.truth.setting("Crew", changed)).toBe(valueOf(changed, 0));
    expect(await subject.reader.groupSettings?.(group)).toMatchObject({ kind: "found", value: closed });
  });

  it("shows the settings of a group only where the scope asks for them", async () => {
    const subject = await start({ groups: [{ name: "Crew", settings: open }, { name: "Fans" }] });
    const scope = scopeFor(candidate, "Crew", "Fans");
    const settingsWith = async (names: readonly string[]) =>
      complete(await subject.reader.observe({ ...scope, settings: names })).groups.map((group) => [
        group.name,
        group.settings?.[changed] ?? null,
      ]);
    const [crew, fans] = ["Crew", "Fans"].map((name) => groupName(candidate, name));
    expect(await settingsWith([crew ?? ""])).toEqual([
      [crew, valueOf(changed, -1)],
      [fans, null],
    ]);
    expect(await settingsWith([])).toEqual([
      [crew, null],
      [fans, null],
    ]);
  });

  it("reports settings of an absent group, and of an unknown name", async () => {
    const subject = await start({ groups: [{ name: "Crew" }] });
    const { group: absent } = candidate.absent;
    const configure = { action: "group.configure", group: groupIdOf(subject, "Crew") } as const;
    expect(await subject.reader.groupSettings?.(absent)).toEqual({ kind: "absent" });
    expect(
      await outcomesOf(
        subject,
        { ...configure, group: absent, set: closed },
        { ...configure, set: { whoCanFly: "ALL" } },
      ),
    ).toEqual(["not-found", "rejected"]);
  });
}
