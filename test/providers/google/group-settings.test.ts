import { describe, expect, it } from "vitest";
import { googleCandidate } from "../../contract/google-subject.ts";
import { complete, outcome, scopeFor, type World } from "../../contract/world.ts";
import { type GoogleSubject as Subject, startGoogle as start } from "../../contract/started-google.ts";

const crew = "crew@acme.example";
const joinable = { whoCanJoin: "ANYONE_CAN_JOIN" };
const world: World = { groups: [{ name: "Crew", settings: joinable }, { name: "Fans" }, { name: "Team" }] };
const scope = scopeFor(googleCandidate, "Crew", "Fans", "Team");
const settingsRequests = ({ wire }: Subject): readonly string[] =>
  (wire?.requests() ?? []).flatMap(({ method, path }) => (path.startsWith("/groups/v1/") ? [`${method} ${path}`] : []));
const groupId = ({ truth }: Subject, name: string): string => truth.group(name)?.id ?? "";

describe("settings of a group in Google", () => {
  it("cost one request for each group whose file declares settings, and none for another group", async () => {
    const subject = await start(world);
    complete(await subject.reader.observe(scope));
    const without = subject.wire?.requests().length ?? 0;
    expect(settingsRequests(subject)).toEqual([]);
    complete(await subject.reader.observe({ ...scope, settings: [crew, "TEAM@acme.example"] }));
    expect([...settingsRequests(subject)].sort()).toEqual([
      "GET /groups/v1/groups/crew@acme.example",
      "GET /groups/v1/groups/team@acme.example",
    ]);
    expect(subject.wire?.requests()).toHaveLength(2 * without + 2);
  });

  it("that cannot be read concern their group alone, with the scope that is missing", async () => {
    const base = "https://www.googleapis.com/auth/admin.directory.";
    const owner = { email: "r@acme.example", scopes: [`${base}user`, `${base}group`] };
    const subject = await start(world, { owner });
    const { groups, unreadSettings, membershipsRead } = complete(
      await subject.reader.observe({ ...scope, settings: [crew] }),
    );
    const id = groupId(subject, "Crew");
    expect(groups.map(({ settings }) => settings)).toEqual([null, null, null]);
    expect(membershipsRead).toContain(id);
    expect(Object.keys(unreadSettings ?? {})).toEqual([id]);
    expect(unreadSettings?.[id]).toMatch(/HTTP 403.*https:\/\/www\.googleapis\.com\/auth\/apps\.groups\.settings/);
  });

  it("of another group, or in another format, are not known", async () => {
    const subject = await start(world);
    for (const body of [{ email: "other@acme.example", ...joinable }, "<entry/>", null]) {
      subject.wire?.faultAnywhere(
        { kind: "rewrite", rewrite: () => ({ status: 200, body }) },
        { path: /^\/groups\/v1\// },
      );
      const { groups, unreadSettings } = complete(await subject.reader.observe({ ...scope, settings: [crew] }));
      expect(groups.every(({ settings }) => settings === null)).toBe(true);
      expect(Object.values(unreadSettings ?? {}).join()).toMatch(/another group or in another format/);
      subject.wire?.clearFaults();
    }
  });

  it("are written by PATCH with the changed settings alone", async () => {
    const subject = await start(world);
    const group = groupId(subject, "Crew");
    const write = { action: "group.configure", group, set: { whoCanJoin: "INVITED_CAN_JOIN" } } as const;
    expect(outcome(await subject.writer.perform(write))).toBe("written");
    expect(settingsRequests(subject)).toEqual([
      "GET /groups/v1/groups/crew@acme.example",
      "PATCH /groups/v1/groups/crew@acme.example",
    ]);
    expect(subject.state.settingsOf(crew)).toMatchObject({
      whoCanJoin: "INVITED_CAN_JOIN",
      whoCanViewGroup: "ALL_MEMBERS_CAN_VIEW",
    });
  });

  it("of a new group are written when Google is ready", async () => {
    const subject = await start({}, { groupLagMs: 45_000 });
    await subject.writer.perform({ action: "group.create", name: "new@acme.example", profile: { name: "New" } });
    const group = groupId(subject, "new");
    expect(await subject.reader.groupSettings?.(group)).toEqual({ kind: "absent" });
    const write = { action: "group.configure", group, set: { whoCanJoin: "INVITED_CAN_JOIN" } } as const;
    const before = subject.clock.now();
    expect(outcome(await subject.writer.perform(write))).toBe("written");
    expect(subject.clock.now() - before).toBeGreaterThanOrEqual(45_000);
    expect(subject.truth.setting("new", "whoCanJoin")).toBe("INVITED_CAN_JOIN");
  });
});
