import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { morning } from "../support/sandboxed.ts";
import { aMemoryWorkplace, anOffice, runRequest, aWorkplace, withOrigin, write } from "./request-scenario.ts";

const database = {
  entitlement: "okta/prod-db-admin",
  reason: "Migrate the orders database",
  ticket: "INC-1234",
  forDuration: "PT4H",
};
const path = "access/grants/okta/prod-db-admin/aoife-byrne.yaml";
const branch = "request/aoife-byrne/okta/prod-db-admin";
/** The git user of these tests. */
const aoife = "aoife.byrne@acme.example";

describe("a request", () => {
  it("names the schema for editors only where the repository has it", async () => {
    const { root, git } = aWorkplace(aoife);
    write(root, "schemas/grant.schema.json", "{}");
    expect((await runRequest({ root, ...database })).code).toBe(0);
    expect(git("show", `${branch}:${path}`)).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/\.\.\/\.\.\/\.\.\/schemas\/grant\.schema\.json\nuser: /,
    );
  });

  it("shows the file, the verdict and the required approvals, and commits it on a new branch", async () => {
    const { root, git } = aWorkplace(aoife);
    const start = git("rev-parse", "main");
    write(root, "access/half-done.txt", "not yet");
    const { code, out, err } = await runRequest({ root, ...database });
    expect(code).toBe(0);
    expect(out).toContain(`okta/prod-db-admin for aoife-byrne (tier critical)\n\n${path}\n`);
    expect(out).toContain("Verdict: no findings.");
    expect(out).toMatch(
      /Who has to approve:\n {2}okta\/prod-db-admin for aoife-byrne: .*grace-hopper.*\n.*@acme\/security/,
    );
    expect(err).toContain(`git push origin ${branch}`);
    expect(git("show", `${branch}:${path}`)).toBe(
      [
        "user: aoife-byrne",
        "entitlement: okta/prod-db-admin",
        "reason: Migrate the orders database",
        "ticket: INC-1234",
        "expires: 2026-12-01T13:00:00Z",
      ].join("\n"),
    );
    // The commit adds one file, and the working folder is unchanged.
    expect(git("rev-parse", `${branch}^`)).toBe(start);
    expect(git("diff", "--name-only", "main", branch)).toBe(path);
    expect(git("log", "-1", "--format=%an %B", branch)).toBe(
      "A User Give okta/prod-db-admin to aoife-byrne\n\nRequested-by: aoife-byrne",
    );
    expect([git("branch", "--show-current"), git("status", "--short")]).toEqual(["main", "?? access/half-done.txt"]);
    expect(existsSync(join(root, path))).toBe(false);
  });

  it("records the requester when it is for another user", async () => {
    const { root, git } = aWorkplace();
    const { code, out } = await runRequest({ root, ...database, for: "aoife-byrne" });
    expect(code).toBe(0);
    expect(out).toContain("for aoife-byrne (tier critical), requested by ada-lovelace\n");
    expect(git("log", "-1", "--format=%B", branch)).toContain("Requested-by: ada-lovelace");
  });

  it("writes the grant of a role under roles", async () => {
    const { root, git } = aWorkplace(aoife);
    const { code } = await runRequest({ root, role: "on-call", reason: "Is on the rota now" });
    expect(code).toBe(0);
    expect(git("diff", "--name-only", "main", "request/aoife-byrne/roles/on-call")).toBe(
      "access/grants/roles/on-call/aoife-byrne.yaml",
    );
  });

  it("writes nothing with --dry-run", async () => {
    const { root, git } = aWorkplace(aoife);
    const { code, out } = await runRequest({ root, ...database, dryRun: true });
    expect(code).toBe(0);
    expect(out).toContain("Verdict: no findings.");
    expect([git("branch", "--list"), git("status", "--short")]).toEqual(["* main", ""]);
  });

  it("starts from the remote's main branch, not from the current branch", async () => {
    const workplace = aWorkplace(aoife);
    const { root, git, commit } = workplace;
    withOrigin(workplace);
    git("switch", "--quiet", "--create", "my-work");
    write(root, "notes.txt", "mine");
    commit("My work");
    expect((await runRequest({ root, ...database })).code).toBe(0);
    expect(git("rev-parse", `${branch}^`)).toBe(git("rev-parse", "origin/main"));
  });

  it("works in a folder of a larger repository", async () => {
    const { root, git, commit } = aWorkplace(aoife);
    git("mv", "access", "moved");
    write(root, "company/README.md", "Access");
    git("mv", "moved", "company/access");
    commit("Move");
    expect((await runRequest({ root: join(root, "company"), ...database })).code).toBe(0);
    expect(git("diff", "--name-only", "main", branch)).toBe(`company/${path}`);
  });

  it("judges and writes the file in a folder without git", async () => {
    const root = anOffice();
    const { code, err } = await runRequest({ root, user: "aoife-byrne", ...database });
    expect(code).toBe(0);
    expect(err).toContain("was written");
    expect(readFileSync(join(root, path), "utf8")).toContain("user: aoife-byrne\n");
  });

  it("renews a grant that expires: the new period begins now, without a gap", async () => {
    const { root, git, commit } = aWorkplace(aoife);
    const held =
      "user: aoife-byrne\nentitlement: okta/prod-db-admin\nreason: The last time\nticket: INC-1\nstarts: HELD\nexpires: UNTIL\n";
    const now = Date.parse(morning);
    const text = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
    const until = text(now + 3_600_000);
    write(root, path, held.replace("HELD", text(now - 3_600_000)).replace("UNTIL", until));
    commit("A grant of two hours");
    const { code, out } = await runRequest({ root, ...database });
    expect(out).toContain("okta/prod-db-admin for aoife-byrne");
    expect(code).toBe(0);
    const renewal = `${branch}-renewal-${until.slice(0, 10)}`;
    expect(git("show", `${renewal}:${path}`)).toContain(`starts: ${text(now)}\nexpires: ${text(now + 4 * 3_600_000)}`);
    expect(git("log", "-1", "--format=%s", renewal)).toBe("Renew okta/prod-db-admin for aoife-byrne");
    const shorter = await runRequest({ root, ...database, forDuration: "PT30M" });
    expect([shorter.code, shorter.problem]).toEqual([64, expect.stringContaining("when the present access expires")]);
    const later = await runRequest({ root, ...database, starts: text(now + 1_800_000) });
    expect([later.code, later.problem]).toEqual([64, expect.stringContaining("the present access would end now")]);
  });

  it("replaces an expired grant", async () => {
    const { root, git, commit } = aWorkplace(aoife);
    write(
      root,
      path,
      "user: aoife-byrne\nentitlement: okta/prod-db-admin\nreason: The last time\nticket: INC-1\nexpires: 2026-01-01\n",
    );
    commit("An old grant");
    expect((await runRequest({ root, ...database })).code).toBe(0);
    expect(git("show", `${branch}:${path}`)).toContain("Migrate the orders database");
  });
});

describe("a request that breaks rules", () => {
  const vendor = { entitlement: "okta/vendor-create", reason: "Cover for accounts payable", forDuration: "P30D" };
  const helen = "helen.park@acme.example";

  it("names the conflict, returns 3 and writes nothing", async () => {
    const { root, repository } = aMemoryWorkplace(helen);
    const { code, out, err } = await runRequest({ root, ...vendor, push: true });
    expect(code).toBe(3);
    expect(out).toContain("error: sod/vendor-payment");
    expect(err).toContain("Nothing was written");
    expect(repository.branches()).toEqual(["main"]);
  });

  it("is proposed with --draft", async () => {
    const { root, repository } = aMemoryWorkplace(helen);
    expect((await runRequest({ root, ...vendor, draft: true })).code).toBe(0);
    expect(repository.branches()).toContain("request/helen-park/okta/vendor-create");
  });

  it("names the longest allowed duration when it is too long", async () => {
    const { root } = aMemoryWorkplace(aoife);
    const { code, out } = await runRequest({ root, ...database, forDuration: "PT8H" });
    expect(code).toBe(3);
    expect(out).toMatch(/error: lp\/too-long .*aoife-byrne\.yaml:5:/);
  });

  it("shows the place of hidden text in its reason without the text", async () => {
    const { root } = aMemoryWorkplace(aoife);
    const { code, out } = await runRequest({ root, ...database, reason: "Migrate the \u202eesabatad" });
    expect(code).toBe(3);
    expect(out).toContain("text/bidi-control");
    expect(out).not.toContain("\u202e");
  });

  it("is not committed when it contains a secret, not even as a draft", async () => {
    const { root, repository } = aMemoryWorkplace(aoife);
    const reason = "The key is ghp_0123456789abcdefghijABCDEFGHIJ012345";
    const { code, err } = await runRequest({ root, ...database, reason, draft: true });
    expect([code, err]).toEqual([3, "Nothing was written: the file would not be valid.\n"]);
    expect(repository.branches()).toEqual(["main"]);
  });

  it("is not judged by findings that existed before", async () => {
    const { root, repository } = aMemoryWorkplace(aoife);
    repository.write({ "access/grants/okta/wiki/helen-park.yaml": "user: helen-park\nentitlement: okta/wiki\n" });
    repository.commit("A grant without a reason");
    const { code, out } = await runRequest({ root, ...database });
    expect([code, out.includes("lp/no-reason")]).toEqual([0, false]);
  });
});

describe("an invalid request", () => {
  it.each([
    [
      "for an unknown entitlement",
      { ...database, entitlement: "okta/prod-db-admim" },
      "did you mean okta/prod-db-admin?",
    ],
    [
      "for an entitlement without its system",
      { ...database, entitlement: "prod-db-admin" },
      "unknown entitlement prod-db-admin; did you mean okta/prod-db-admin?",
    ],
    [
      "for a role as an entitlement",
      { ...database, entitlement: "on-call" },
      "unknown entitlement on-call; on-call is a role: use --role on-call",
    ],
    [
      "for an entitlement as a role",
      { role: "okta/wiki", reason: "Is on call" },
      "unknown role okta/wiki; okta/wiki is an entitlement: use --entitlement okta/wiki",
    ],
    [
      "for the address of a user",
      { ...database, for: "aoife.byrne@acme.example" },
      "--for: unknown user aoife.byrne@acme.example; did you mean aoife-byrne?",
    ],
    ["for an unknown role", { role: "on-cal", reason: "Is on call" }, "unknown role on-cal; did you mean on-call?"],
    [
      "for an unknown user",
      { ...database, for: "aoife-birne" },
      "--for: unknown user aoife-birne; did you mean aoife-byrne?",
    ],
    ["by an unknown requester", { ...database, user: "not-a-user" }, "--user: unknown user not-a-user"],
    [
      "for an entitlement of another department",
      { ...database, entitlement: "okta/vendor-create" },
      "is only requestable for users with kind employee, department Finance",
    ],
    [
      "for an entitlement that is held",
      { entitlement: "okta/vpn", reason: "Works from home" },
      "aoife-byrne already holds okta/vpn",
    ],
    ["for two targets", { ...database, role: "on-call" }, "--entitlement and --role cannot be combined"],
    ["nothing", { reason: "Because" }, "--entitlement REF or --role ID is missing, and there is no terminal to ask"],
    ["without a reason", { entitlement: "okta/prod-db-admin" }, "--reason TEXT is missing"],
    ["with an empty reason", { ...database, reason: " \n " }, "--reason is empty"],
    [
      "with a very long reason",
      { ...database, reason: "x".repeat(1001) },
      "expected at most 1000 characters, got 1001",
    ],
    [
      "without an end",
      { ...database, forDuration: undefined },
      "--for-duration PT4H (the longest allowed) or --expires DATE is missing",
    ],
    ["with two ends", { ...database, expires: "2026-12-31" }, "--expires and --for-duration cannot be combined"],
    [
      "with an invalid duration",
      { ...database, forDuration: "4 moons" },
      'expected a duration such as 4h, "3 days", PT4H',
    ],
    [
      "until an invalid day",
      { ...database, forDuration: undefined, expires: "2026-02-30" },
      "--expires 2026-02-30: expected a day",
    ],
    ["from an invalid day", { ...database, starts: "tomorrow" }, "--starts tomorrow: expected a day"],
    [
      "in the past",
      { ...database, forDuration: undefined, expires: "2026-11-30" },
      "is not valid: expected a time after the start and after now",
    ],
    [
      "by a user who has left",
      { ...database, user: "gone-away", for: "aoife-byrne" },
      "the requester gone-away is not active",
    ],
  ] as const)("%s is rejected with the fix", async (_, { ...options }, message) => {
    const { root, repository } = aMemoryWorkplace(aoife);
    const written = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
    const { code, problem, out } = await runRequest({ root, ...written });
    expect([code, out]).toEqual([64, ""]);
    expect(problem).toContain(message);
    expect(repository.branches()).toEqual(["main"]);
  });

  it("is rejected when the requester is unknown", async () => {
    const { root } = aMemoryWorkplace("stranger@elsewhere.example");
    const { code, problem } = await runRequest({ root, ...database });
    expect([code, problem]).toEqual([
      64,
      "the requester is unknown: no user has git's address stranger@elsewhere.example. Name the requester with --user USER.",
    ]);
  });

  it("is rejected when its branch exists", async () => {
    const { root } = aMemoryWorkplace(aoife);
    await runRequest({ root, ...database });
    const { code, problem } = await runRequest({ root, ...database });
    expect([code, problem]).toEqual([
      64,
      `this access was already requested on the branch ${branch}. To publish that request, run: rolecall request --publish ${branch}. To request it again, run: git branch -D ${branch}`,
    ]);
  });

  it("is rejected while the files have errors", async () => {
    const { root, repository } = aMemoryWorkplace(aoife);
    repository.write({ "access/roles/broken.yaml": "id: [" });
    repository.commit("Break it");
    const { code, err } = await runRequest({ root, ...database });
    expect(code).toBe(3);
    expect(err).toContain("The files have errors, so access cannot be requested.");
  });

  it("is rejected when it cannot be pushed: no git repository, or no remote", async () => {
    const alone = await runRequest({ root: anOffice(), user: "aoife-byrne", ...database, push: true });
    expect([alone.code, alone.problem]).toEqual([64, "--push: this folder is not in a git repository"]);
    const { root, repository } = aMemoryWorkplace(aoife);
    const { code, problem } = await runRequest({ root, ...database, push: true });
    expect([code, problem]).toEqual([64, "this repository has no remote to push to. Run: git remote add origin URL"]);
    expect(repository.branches()).toEqual(["main"]);
  });
});
