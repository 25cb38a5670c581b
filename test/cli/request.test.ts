import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { aMemoryWorkplace, anOffice, asked, aWorkplace, withOrigin, write } from "./request-scenario.ts";

const database = {
  entitlement: "okta/prod-db-admin",
  reason: "Migrate the orders database",
  ticket: "INC-1234",
  forDuration: "PT4H",
};
const path = "access/grants/okta/prod-db-admin/aoife-byrne.yaml";
const branch = "request/aoife-byrne/okta/prod-db-admin";
/** Whose git it is in these stories. */
const aoife = "aoife.byrne@acme.example";

describe("a request", () => {
  it("shows the file, the verdict and who has to approve, and commits it on a branch of its own", async () => {
    const { root, git } = aWorkplace(aoife);
    const start = git("rev-parse", "main");
    write(root, "access/half-done.txt", "not yet");
    const { code, out, err } = await asked({ root, ...database });
    expect(code).toBe(0);
    expect(out).toContain(`okta/prod-db-admin for aoife-byrne (tier critical)\n\n${path}\n`);
    expect(out).toContain("Verdict: nothing is wrong with it.");
    expect(out).toMatch(
      /Who has to approve:\n {2}okta\/prod-db-admin for aoife-byrne: .*grace-hopper.*\n.*@acme\/security/,
    );
    expect(err).toContain(`git push origin ${branch}`);
    expect(git("show", `${branch}:${path}`)).toBe(
      [
        "# yaml-language-server: $schema=../../../../schemas/grant.schema.json",
        "user: aoife-byrne",
        "entitlement: okta/prod-db-admin",
        "reason: Migrate the orders database",
        "ticket: INC-1234",
        "expires: 2026-12-01T13:00:00Z",
      ].join("\n"),
    );
    // One file more than before, by the person, and what they work on stays theirs.
    expect(git("rev-parse", `${branch}^`)).toBe(start);
    expect(git("diff", "--name-only", "main", branch)).toBe(path);
    expect(git("log", "-1", "--format=%an %B", branch)).toBe(
      "Somebody Give okta/prod-db-admin to aoife-byrne\n\nRequested-by: aoife-byrne",
    );
    expect([git("branch", "--show-current"), git("status", "--short")]).toEqual(["main", "?? access/half-done.txt"]);
    expect(existsSync(join(root, path))).toBe(false);
  });

  it("for somebody else says who asked", async () => {
    const { root, git } = aWorkplace();
    const { code, out } = await asked({ root, ...database, for: "aoife-byrne" });
    expect(code).toBe(0);
    expect(out).toContain("for aoife-byrne (tier critical), asked for by ada-lovelace\n");
    expect(git("log", "-1", "--format=%B", branch)).toContain("Requested-by: ada-lovelace");
  });

  it("of a role stands under the roles", async () => {
    const { root, git } = aWorkplace(aoife);
    const { code } = await asked({ root, role: "on-call", reason: "Is on the rota now" });
    expect(code).toBe(0);
    expect(git("diff", "--name-only", "main", "request/aoife-byrne/roles/on-call")).toBe(
      "access/grants/roles/on-call/aoife-byrne.yaml",
    );
  });

  it("with --dry-run shows the same and writes nothing", async () => {
    const { root, git } = aWorkplace(aoife);
    const { code, out } = await asked({ root, ...database, dryRun: true });
    expect(code).toBe(0);
    expect(out).toContain("Verdict: nothing is wrong with it.");
    expect([git("branch", "--list"), git("status", "--short")]).toEqual(["* main", ""]);
  });

  it("begins at the remote's main branch, not at what the person works on", async () => {
    const workplace = aWorkplace(aoife);
    const { root, git, commit } = workplace;
    withOrigin(workplace);
    git("switch", "--quiet", "--create", "my-work");
    write(root, "notes.txt", "mine");
    commit("My work");
    expect((await asked({ root, ...database })).code).toBe(0);
    expect(git("rev-parse", `${branch}^`)).toBe(git("rev-parse", "origin/main"));
  });

  it("works in a folder of a larger repository", async () => {
    const { root, git, commit } = aWorkplace(aoife);
    git("mv", "access", "moved");
    write(root, "company/README.md", "Access");
    git("mv", "moved", "company/access");
    commit("Move");
    expect((await asked({ root: join(root, "company"), ...database })).code).toBe(0);
    expect(git("diff", "--name-only", "main", branch)).toBe(`company/${path}`);
  });

  it("without git writes the file, which is judged all the same", async () => {
    const root = anOffice();
    const { code, err } = await asked({ root, user: "aoife-byrne", ...database });
    expect(code).toBe(0);
    expect(err).toContain("is written");
    expect(readFileSync(join(root, path), "utf8")).toContain("user: aoife-byrne\n");
  });

  it("replaces a grant that has ended", async () => {
    const { root, git, commit } = aWorkplace(aoife);
    write(
      root,
      path,
      "user: aoife-byrne\nentitlement: okta/prod-db-admin\nreason: The last time\nticket: INC-1\nexpires: 2026-01-01\n",
    );
    commit("An old grant");
    expect((await asked({ root, ...database })).code).toBe(0);
    expect(git("show", `${branch}:${path}`)).toContain("Migrate the orders database");
  });
});

describe("a request that the rules refuse", () => {
  const vendor = { entitlement: "okta/vendor-create", reason: "Cover for accounts payable", forDuration: "P30D" };
  const helen = "helen.park@acme.example";

  it("names the conflict, ends with 3 and writes nothing", async () => {
    const { root, repository } = aMemoryWorkplace(helen);
    const { code, out, err } = await asked({ root, ...vendor, push: true });
    expect(code).toBe(3);
    expect(out).toContain("error: sod/vendor-payment");
    expect(err).toContain("Nothing was written");
    expect(repository.branches()).toEqual(["main"]);
  });

  it("is proposed with --draft all the same", async () => {
    const { root, repository } = aMemoryWorkplace(helen);
    expect((await asked({ root, ...vendor, draft: true })).code).toBe(0);
    expect(repository.branches()).toContain("request/helen-park/okta/vendor-create");
  });

  it("as too long names the longest there is", async () => {
    const { root } = aMemoryWorkplace(aoife);
    const { code, out } = await asked({ root, ...database, forDuration: "PT8H" });
    expect(code).toBe(3);
    expect(out).toMatch(/error: lp\/too-long .*aoife-byrne\.yaml:6:/);
  });

  it("because of hidden text in its reason shows where, and not as that text", async () => {
    const { root } = aMemoryWorkplace(aoife);
    const { code, out } = await asked({ root, ...database, reason: "Migrate the \u202eesabatad" });
    expect(code).toBe(3);
    expect(out).toContain("text/bidi-control");
    expect(out).not.toContain("\u202e");
  });

  it("because of a secret in it gets into no commit, not even as a draft", async () => {
    const { root, repository } = aMemoryWorkplace(aoife);
    const reason = "The key is ghp_0123456789abcdefghijABCDEFGHIJ012345";
    const { code, err } = await asked({ root, ...database, reason, draft: true });
    expect([code, err]).toEqual([3, "Nothing was written: the file would be wrong.\n"]);
    expect(repository.branches()).toEqual(["main"]);
  });

  it("is not answerable for what was wrong before", async () => {
    const { root, repository } = aMemoryWorkplace(aoife);
    repository.write({ "access/grants/okta/wiki/helen-park.yaml": "user: helen-park\nentitlement: okta/wiki\n" });
    repository.commit("A grant without a reason");
    const { code, out } = await asked({ root, ...database });
    expect([code, out.includes("lp/no-reason")]).toEqual([0, false]);
  });
});

describe("what cannot be asked for", () => {
  it.each([
    ["an unknown entitlement", { ...database, entitlement: "okta/prod-db-admim" }, "did you mean okta/prod-db-admin?"],
    ["an unknown role", { role: "on-cal", reason: "Is on call" }, "no role is called on-cal; did you mean on-call?"],
    [
      "an unknown user",
      { ...database, for: "aoife-birne" },
      "--for: no user is called aoife-birne; did you mean aoife-byrne?",
    ],
    ["an unknown requester", { ...database, user: "nobody-here" }, "--user: no user is called nobody-here"],
    [
      "another department's",
      { ...database, entitlement: "okta/vendor-create" },
      "is open to kind employee, department Finance",
    ],
    ["what is held", { entitlement: "okta/vpn", reason: "Works from home" }, "aoife-byrne has okta/vpn already"],
    ["two things", { ...database, role: "on-call" }, "--entitlement and --role: a request is for one of them"],
    ["nothing", { reason: "Because" }, "--entitlement REF or --role ID is missing, and nobody can be asked here"],
    ["without a reason", { entitlement: "okta/prod-db-admin" }, "--reason TEXT is missing"],
    ["with an empty reason", { ...database, reason: " \n " }, "--reason is empty"],
    ["with a book for a reason", { ...database, reason: "x".repeat(1001) }, "--reason has 1001 characters"],
    [
      "without an end",
      { ...database, forDuration: undefined },
      "--for-duration PT4H (the longest allowed) or --expires DATE is missing",
    ],
    ["with two ends", { ...database, expires: "2026-12-31" }, "--expires and --for-duration both say when it ends"],
    ["for no duration", { ...database, forDuration: "4 hours" }, "write an ISO 8601 duration such as PT4H"],
    [
      "until no day",
      { ...database, forDuration: undefined, expires: "2026-02-30" },
      "--expires 2026-02-30: write a day",
    ],
    ["from no day", { ...database, starts: "tomorrow" }, "--starts tomorrow: write a day"],
    [
      "in the past",
      { ...database, forDuration: undefined, expires: "2026-11-30" },
      "has passed: nothing would be given",
    ],
    [
      "by somebody who has left",
      { ...database, user: "gone-away", for: "aoife-byrne" },
      "gone-away does not work here at this time",
    ],
  ] as const)("%s is refused with what to write", async (_, { ...options }, words) => {
    const { root, repository } = aMemoryWorkplace(aoife);
    const written = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
    const { code, problem, out } = await asked({ root, ...written });
    expect([code, out]).toEqual([64, ""]);
    expect(problem).toContain(words);
    expect(repository.branches()).toEqual(["main"]);
  });

  it("by somebody whom nobody knows", async () => {
    const { root } = aMemoryWorkplace("stranger@elsewhere.example");
    const { code, problem } = await asked({ root, ...database });
    expect([code, problem]).toEqual([
      64,
      "nobody knows who asks: no user has git's address stranger@elsewhere.example. Say it with --user USER.",
    ]);
  });

  it("twice", async () => {
    const { root } = aMemoryWorkplace(aoife);
    await asked({ root, ...database });
    const { code, problem } = await asked({ root, ...database });
    expect([code, problem]).toEqual([
      64,
      `this was asked for already on the branch ${branch}. To ask anew: git branch -D ${branch}`,
    ]);
  });

  it("while the files have errors", async () => {
    const { root, repository } = aMemoryWorkplace(aoife);
    repository.write({ "access/roles/broken.yaml": "id: [" });
    repository.commit("Break it");
    const { code, err } = await asked({ root, ...database });
    expect(code).toBe(3);
    expect(err).toContain("The files have errors, so access cannot be requested.");
  });

  it("to be pushed where there is no git, or no remote", async () => {
    const alone = await asked({ root: anOffice(), user: "aoife-byrne", ...database, push: true });
    expect([alone.code, alone.problem]).toEqual([64, "--push: this folder is in no git repository"]);
    const { root, repository } = aMemoryWorkplace(aoife);
    const { code, problem } = await asked({ root, ...database, push: true });
    expect([code, problem]).toEqual([64, "there is no remote to push to: git remote add origin URL"]);
    expect(repository.branches()).toEqual(["main"]);
  });
});
