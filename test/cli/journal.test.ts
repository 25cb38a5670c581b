import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { schemaProblems } from "../../src/formats/validators.ts";
import { openFileJournal } from "../../src/journal/file-journal.ts";
import { journalBranch } from "../../src/journal/journal-branch.ts";
import { aClockFrom } from "../support/clock.ts";
import type { JournalRecord } from "../../src/ports/journal.ts";
import { type Ran, rolecall } from "../support/cli.ts";
import { aJournalPair } from "../support/journal-keys.ts";
import { bareRepository, clonedRepository, writeFiles } from "../support/real-git.ts";
import { aFolder } from "../support/sandboxed.ts";

const pair = aJournalPair();
const next = aJournalPair();
const organization = (key: string) => ({
  "access/rolecall.yaml": `version: 1\norganization: Acme\njournal: { publicKeys: [${key}] }\n`,
});
const ended: JournalRecord = {
  kind: "result",
  at: "2026-12-01T09:00:00Z",
  run: "one",
  operation: "o",
  outcome: "done",
  detail: null,
};

/** A folder with a key in its rolecall.yaml and a signed journal. */
async function aCompany(genesis = "a".repeat(40)): Promise<{ readonly root: string; readonly path: string }> {
  const root = aFolder();
  writeFiles(root, organization(pair.publicKey));
  const path = join(root, "journal.jsonl");
  await openFileJournal(path, { signer: pair.signer, origin: { genesis, branch: "main" } }).seal([ended]);
  return { root, path };
}

const judged = async (root: string, path: string): Promise<readonly [number, string, number | null]> => {
  const { code, out }: Ran = await rolecall(["journal", path, `--root=${root}`, "--json"], { cwd: root });
  const { status, line } = JSON.parse(out) as { readonly status: string; readonly line: number | null };
  return [code, status, line];
};

describe("rolecall journal", () => {
  it("verifies a signed journal with the keys of rolecall.yaml", async () => {
    const { root, path } = await aCompany();
    expect(await judged(root, path)).toEqual([0, "verified", null]);
    const { code, out } = await rolecall(["journal", path], { cwd: root });
    expect([code, out]).toEqual([0, expect.stringContaining("is verified: 3 records")]);
  });

  it("reports a journal that a person wrote as unsigned", async () => {
    const { root } = await aCompany();
    const path = join(root, "local.jsonl");
    await openFileJournal(path).append(ended);
    expect(await judged(root, path)).toEqual([0, "unsigned", null]);
  });

  it("ends with 3 and the line for unsigned records at the end, a stranger's signature, and an edit", async () => {
    const { root, path } = await aCompany();
    const signed = readFileSync(path);
    const signing = { signer: next.signer, origin: { genesis: "a".repeat(40), branch: "main" } };
    await openFileJournal(path, signing).append(ended);
    expect(await judged(root, path)).toEqual([3, "unsigned", 4]);
    writeFileSync(path, signed);
    await openFileJournal(path, signing).seal([ended]);
    expect(await judged(root, path)).toEqual([3, "broken", 5]);
    writeFileSync(path, signed);
    appendFileSync(path, "garbage\n");
    expect(await judged(root, path)).toEqual([3, "broken", 4]);
  });

  it("lists who did what and when, and marks what an operator claims", async () => {
    const root = aFolder();
    writeFiles(root, organization(pair.publicKey));
    const path = join(root, "local.jsonl");
    const [at, run, operation] = ["2026-12-01T09:00:00Z", "7f3a", "okta:membership.add:crm:ada"];
    const claims = { gitName: "Grace \u001b[31m", gitEmail: "grace@acme.example", osUser: "grace", githubActor: null };
    const local = openFileJournal(path);
    await local.append({ kind: "operator", at, run, ...claims });
    await local.append({ kind: "run-started", at, run, digest: "d", head: "c".repeat(40), operations: 1 });
    const names = { system: "okta", user: "ada", entitlement: "okta/crm" };
    await local.append({ kind: "intent", at, run, operation, write: { action: "membership.add" }, ...names });
    await local.append({ kind: "result", at, run, operation, outcome: "done", detail: null });
    const { code, out } = await rolecall(["journal", path, "--user", "ada"], { cwd: root });
    expect([code, out.split("\n").slice(2)]).toEqual([
      0,
      [
        "1 operation:",
        "2026-12-01T09:00:00Z  membership.add  ada · okta/crm",
        "  done at 2026-12-01T09:00:00Z",
        "  run 7f3a, by hand, commit cccccccccccc",
        "  operator (claimed, not verified): git Grace \\u{1b}[31m <grace@acme.example>, OS user grace",
        "",
      ],
    ]);
    const json = await rolecall(["journal", path, "--entitlement", "okta/crm", "--json"], { cwd: root });
    expect(schemaProblems("journal", JSON.parse(json.out))).toEqual([]);
    expect(JSON.parse(json.out)).toMatchObject({ entries: [{ user: "ada", outcome: "done", run: { claims } }] });
    const other = await rolecall(["journal", path, "--user", "bob"], { cwd: root });
    expect(other.out).toMatch(/\n0 operations\.\n$/);
    const wrong = await rolecall(["journal", path, "--since", "yesterday"], { cwd: root });
    expect([wrong.code, wrong.err]).toEqual([64, expect.stringContaining("--since yesterday: expected an instant")]);
    // Nothing of a broken journal is an answer.
    appendFileSync(path, "garbage\n");
    const broken = await rolecall(["journal", path, "--user", "ada", "--json"], { cwd: root });
    expect([broken.code, JSON.parse(broken.out)]).toMatchObject([3, { status: "broken", entries: null }]);
  });

  it("verifies with a key that only the history lists, and names the journal of another repository", async () => {
    const folder = aFolder();
    bareRepository(join(folder, "remote.git"));
    const work = clonedRepository(join(folder, "remote.git"), join(folder, "work"));
    work.write(organization(pair.publicKey));
    const genesis = work.commit("Start");
    work.write(organization(next.publicKey));
    work.commit("Rotate");
    const root = join(folder, "work");
    expect(await judged(root, (await aCompany(genesis)).path)).toEqual([0, "verified", null]);
    expect(await judged(root, (await aCompany()).path)).toEqual([3, "broken", 1]);
  });

  it("reads a branch of the remote, and shows its last lease", async () => {
    const folder = aFolder();
    bareRepository(join(folder, "remote.git"));
    const root = join(folder, "work");
    const work = clonedRepository(join(folder, "remote.git"), root);
    work.write(organization(pair.publicKey));
    const origin = { genesis: work.commit("Start"), branch: "main" };
    const argv = ["journal", "branch:rolecall-journal", `--root=${root}`];
    const missing = await rolecall(argv, { cwd: folder });
    expect([missing.code, missing.err]).toEqual([1, expect.stringContaining("does not exist")]);
    const run = await journalBranch(work.open(), { remote: "origin", branch: "rolecall-journal" }).open({
      signing: { signer: pair.signer, origin },
      run: "7f3a",
      clock: aClockFrom(Date.parse("2026-12-01T09:00:00Z")),
    });
    await run.checkLease();
    const held = await rolecall(argv, { cwd: folder });
    expect([held.code, held.out]).toEqual([0, expect.stringContaining("branch:rolecall-journal is verified")]);
    expect(held.out).toContain("The last lease has epoch 1: run 7f3a holds it until 2026-12-01T09:05:00Z.");
    await run.close([ended]);
    expect((await rolecall(argv, { cwd: folder })).out).toContain("run 7f3a has released it");
    const answer: unknown = JSON.parse((await rolecall([...argv, "--json"], { cwd: folder })).out);
    expect(schemaProblems("journal", answer)).toEqual([]);
    expect(answer).toMatchObject({ status: "verified", lease: { epoch: 1, isReleased: true } });
  });
});
