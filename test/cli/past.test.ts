import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { schemaProblems } from "../../src/formats/validators.ts";
import { journalBranch } from "../../src/journal/journal-branch.ts";
import type { JournalRecord } from "../../src/ports/journal.ts";
import { rolecall } from "../support/cli.ts";
import { aClockFrom } from "../support/clock.ts";
import { aJournalPair } from "../support/journal-keys.ts";
import { bareRepository, clonedRepository, runTestGit } from "../support/real-git.ts";
import { aFolder } from "../support/sandboxed.ts";
import { smallCompany, userYaml } from "../support/tree.ts";

const on = (day: string): number => Date.parse(`2026-${day}T00:00:00Z`);
const grant = "access/grants/okta/account/ada.yaml";
const grantText = "user: ada\nentitlement: okta/account\nreason: Needs it for the daily work\n";

/** `main` of a remote: README in January, the company in February, Ada's grant in March, its removal in April. */
function aHistory(settings = "") {
  const folder = aFolder();
  bareRepository(join(folder, "remote.git"));
  const root = join(folder, "work");
  const work = clonedRepository(join(folder, "remote.git"), root);
  work.write({ "README.md": "Access\n" });
  const first = work.commit("Start", on("01-01"));
  work.write(Object.fromEntries(Object.entries(smallCompany).map(([path, text]) => [`access/${path}`, text])));
  work.write({ "access/rolecall.yaml": `${smallCompany["rolecall.yaml"]}${settings}` });
  const company = work.commit("Company", on("02-01"));
  work.checkout("grant", "main");
  work.write({ [grant]: grantText });
  // The branch is older than the merge.
  work.commit("Grant", on("02-02"));
  work.checkout("main");
  const merged = work.merge("grant", on("03-01"));
  work.write({ [grant]: null });
  const removed = work.commit("Remove", on("04-01"));
  work.push("refs/heads/main", "main");
  return { folder, root, work, commits: [first, company, merged, removed] };
}

const why = ["why", "ada", "okta/account"];

describe("a question about the past", () => {
  it("is answered by the commit in force, with the grant's merge as its start", async () => {
    const { root, commits } = aHistory();
    const ask = (...argv: readonly string[]) => rolecall([...why, ...argv], { cwd: root });
    expect((await ask()).out).toContain("ada does not have okta/account");
    expect((await ask("--at", "2026-02-15T00:00:00Z")).out).toContain("ada does not have okta/account");
    const { code, out } = await ask("--at", "2026-03-15T00:00:00Z");
    expect([code, out.split("\n")]).toEqual([
      0,
      [
        "ada has okta/account at 2026-03-15 01:00 Europe/Berlin.",
        "  by the grant, since 2026-03-01 01:00 Europe/Berlin, without an expiry date",
        `    ${grant}:1`,
        "",
        `From commit ${commits[2]?.slice(0, 12)}, merged 2026-03-01 01:00 Europe/Berlin.`,
        "When it was applied is not known.",
        "No commit declares a journal key.",
        "",
      ],
    ]);
    const answer: unknown = JSON.parse((await ask("--at", "2026-03-15T00:00:00Z", "--json")).out);
    expect(schemaProblems("why", answer)).toEqual([]);
    expect(answer).toMatchObject({
      holds: true,
      because: [{ from: "2026-03-01T00:00:00Z" }],
      source: { commit: commits[2], mergedAt: "2026-03-01T00:00:00Z", applied: null, journal: "unavailable" },
    });
  });

  it("is about the default branch, whatever is checked out", async () => {
    const { folder, commits } = aHistory();
    const root = join(folder, "second");
    const second = clonedRepository(join(folder, "remote.git"), root);
    second.checkout("other", commits[0]);
    const { out } = await rolecall([...why, "--at", "2026-03-15T00:00:00Z"], { cwd: root });
    expect(out).toContain("ada has okta/account");
  });

  it("is refused before the first commit with files, with the first possible instant", async () => {
    const { root } = aHistory();
    for (const at of ["2025-12-01T00:00:00Z", "2026-01-15T00:00:00Z"]) {
      const { code, err } = await rolecall([...why, "--at", at], { cwd: root });
      expect([code, err]).toEqual([
        64,
        `rolecall: ${at} is before the first commit with access/rolecall.yaml: expected 2026-02-01T00:00:00Z or later\n`,
      ]);
    }
  });

  it("fails in a shallow clone with the command that fetches the history", async () => {
    const { folder } = aHistory();
    runTestGit(folder, "clone", "--quiet", "--depth=1", `file://${join(folder, "remote.git")}`, "shallow");
    const root = join(folder, "shallow");
    const past = await rolecall([...why, "--at", "2026-03-15T00:00:00Z"], { cwd: root });
    expect([past.code, past.out, past.err]).toEqual([1, "", expect.stringContaining("git fetch --unshallow")]);
    const now = await rolecall(["who", "okta/account"], { cwd: root });
    expect([now.code, now.out]).toEqual([0, expect.stringContaining("0 users")]);
  });

  it("fails outside a repository, where the earlier files are unknown", async () => {
    const { code, err } = await rolecall([...why, "--at", "2026-03-15T00:00:00Z"], { cwd: aFolder() });
    expect([code, err]).toEqual([1, expect.stringContaining("is not in a git repository, so its files as of")]);
  });

  it("names the commit that does not have the user", async () => {
    const { root, commits } = aHistory();
    const { code, err } = await rolecall(["what", "bob", "--at", "2026-03-15T00:00:00Z"], { cwd: root });
    expect([code, err]).toEqual([
      64,
      expect.stringContaining(`unknown user bob in the commit ${commits[2]?.slice(0, 12)}`),
    ]);
  });

  it("takes an instant as --commit: the files of then, judged now", async () => {
    const { root, commits } = aHistory();
    const { out } = await rolecall([...why, "--commit", "2026-03-15t00:00z", "--json"], { cwd: root });
    expect(JSON.parse(out)).toMatchObject({
      at: "2026-12-01T09:00:00Z",
      holds: true,
      source: { commit: commits[2], mergedAt: "2026-03-01T00:00:00Z" },
    });
    const named = await rolecall([...why, "--commit", "HEAD~1", "--at", "2026-02-15T00:00:00Z"], { cwd: root });
    // The files of a named commit are judged at any instant, also before it was merged.
    expect(named.out).toBe(
      `ada has okta/account at 2026-02-15 01:00 Europe/Berlin.\n  by the grant, without an expiry date\n    ${grant}:1\n\nFrom commit ${commits[2]?.slice(0, 12)}.\n`,
    );
  });

  it("does not show a start for a grant that is not merged yet", async () => {
    const { root } = aHistory();
    const work = clonedRepository(root, join(root, "..", "third"));
    work.write({ [grant]: grantText, "access/users/bob.yaml": userYaml("bob") });
    const { out } = await rolecall([...why, "--json"], { cwd: join(root, "..", "third") });
    expect(JSON.parse(out)).toMatchObject({ holds: true, source: { commit: null, unknownStarts: [grant] } });
  });
});

describe("a difference between two instants", () => {
  it("compares the commits in force then", async () => {
    const { root, commits } = aHistory();
    const argv = ["diff", "--base", "2026-02-15T00:00:00Z", "--commit", "2026-03-15T00:00:00z", "--json"];
    const { code, out } = await rolecall(argv, { cwd: root });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      base: commits[1],
      head: commits[2],
      accessChanges: [{ user: "ada", entitlement: "okta/account" }],
    });
    const before = await rolecall(["diff", "--base", "2025-02-15T00:00:00Z"], { cwd: root });
    expect([before.code, before.err]).toEqual([64, expect.stringContaining("expected 2026-02-01T00:00:00Z or later")]);
  });
});

describe("a question about the past with a journal", () => {
  const pair = aJournalPair();
  const settled = (commit: string, at: string, converged = true): JournalRecord => ({
    kind: "commit-settled",
    at,
    run: "one",
    branch: "main",
    commit,
    instant: at,
    converged,
    withheld: [],
  });

  it("names the apply of the commit, and what was applied while it was not", async () => {
    const { root, work, commits } = aHistory(`journal: { publicKeys: [${pair.publicKey}] }\n`);
    const [, company = "", merged = "", removed = ""] = commits;
    const ask = async (at: string): Promise<readonly string[]> =>
      (await rolecall([...why, "--at", at], { cwd: root })).out.split("\n\nFrom ").at(-1)?.split("\n").slice(0, -1) ??
      [];
    expect((await ask("2026-03-15T00:00:00Z")).slice(1)).toEqual([
      "When it was applied is not known.",
      "This clone does not have the journal. Fetch it: git fetch origin",
    ]);
    const journal = await journalBranch(work.open(), { remote: "origin", branch: "rolecall-journal" }).open({
      signing: { signer: pair.signer, origin: { genesis: company, branch: "main" } },
      run: "one",
      clock: aClockFrom(on("03-20")),
    });
    await journal.close([
      settled(company, "2026-02-01T00:10:00Z"),
      settled(merged, "2026-03-01T00:10:00Z", false),
      settled(removed, "2026-04-01T00:10:00Z"),
    ]);
    work.fetch();
    expect(await ask("2026-02-15T00:00:00Z")).toEqual([
      `commit ${company.slice(0, 12)}, merged 2026-02-01 01:00 Europe/Berlin.`,
      "Applied 2026-02-01 01:10 Europe/Berlin.",
    ]);
    expect(await ask("2026-03-15T00:00:00Z")).toEqual([
      `commit ${merged.slice(0, 12)}, merged 2026-03-01 01:00 Europe/Berlin.`,
      `Applied 2026-04-01 02:10 Europe/Berlin with commit ${removed.slice(0, 12)}, after the instant of the question.`,
      `Applied last at that instant: commit ${company.slice(0, 12)}, 2026-02-01 01:10 Europe/Berlin.`,
    ]);
    const { out } = await rolecall([...why, "--at", "2026-03-15T00:00:00Z", "--json"], { cwd: root });
    expect(JSON.parse(out)).toMatchObject({
      source: {
        journal: "verified",
        applied: { commit: removed, at: "2026-04-01T00:10:00Z" },
        lastApplied: { commit: company, at: "2026-02-01T00:10:00Z" },
      },
    });
  });

  it("does not believe a journal that a key of the history did not sign", async () => {
    const { root, work, commits } = aHistory(`journal: { publicKeys: [${pair.publicKey}] }\n`);
    const [, company = ""] = commits;
    const journal = await journalBranch(work.open(), { remote: "origin", branch: "rolecall-journal" }).open({
      signing: { signer: aJournalPair().signer, origin: { genesis: company, branch: "main" } },
      run: "one",
      clock: aClockFrom(on("03-20")),
    });
    await journal.close([settled(company, "2026-02-01T00:10:00Z")]);
    work.fetch();
    const { code, out } = await rolecall([...why, "--at", "2026-02-15T00:00:00Z"], { cwd: root });
    expect([code, out]).toEqual([0, expect.stringContaining("not known.\nThe journal is not trusted: ")]);
  });
});

describe("--at", () => {
  it.each(["2026-06-31T10:00:00Z", "2026-02-29T10:00:00Z", "2026-12-01T24:00:00Z", "2026-12-01T10:60Z"])(
    "refuses %s, which does not exist",
    async (at) => {
      const { code, err } = await rolecall(["validate", "--at", at]);
      expect([code, err]).toEqual([64, expect.stringContaining("this instant does not exist")]);
    },
  );

  it("accepts a lower-case z and t", async () => {
    const { code, out } = await rolecall([
      ...why.slice(0, 1),
      "ada-lovelace",
      "google/eng-all",
      "--at",
      "2026-12-01t09:00:00z",
    ]);
    expect([code, out]).toEqual([0, expect.stringContaining("at 2026-12-01 10:00 Europe/Berlin.")]);
  });
});
