import { execFileSync } from "node:child_process";
import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { openFileJournal } from "../../../src/journal/file-journal.ts";
import { readJournal } from "../../../src/journal/read-journal.ts";
import type { JournalRecord } from "../../../src/ports/journal.ts";
import { aJournalPair } from "../../support/journal-keys.ts";
import { appendUnsigned } from "../../support/unsigned-records.ts";
import { grantFile, grantPath, journalPair, organizationWith } from "./company-files.ts";
import { aScenario, type Scenario } from "./scenario.ts";

const gives = (user: string, entitlement: string) => ({ [grantPath(user, entitlement)]: grantFile(user, entitlement) });
const at = "2026-12-01T09:00:00Z";

async function anAppliedGrant(scenario: Scenario, user = "ada"): Promise<void> {
  const number = scenario.propose(`wiki-${user}`, gives(user, "okta/wiki"), user);
  scenario.approve(number, "mel");
  scenario.merge(number);
  const ran = await scenario.apply();
  expect([ran.code, ran.err]).toEqual([0, expect.not.stringContaining("unattended/")]);
}

/** Records that would make a commit look approved and applied. */
const claims = (run: string, commit: string, base: string): readonly JournalRecord[] => [
  { kind: "commit-accepted", at, run, branch: "main", commit, approved: commit, base },
  { kind: "commit-settled", at, run, branch: "main", commit, instant: at, converged: true, withheld: [] },
];

const kindsIn = ({ journal }: Scenario): readonly string[] => (readJournal(journal) ?? []).map(({ kind }) => kind);

async function expectRefused(scenario: Scenario, says: string): Promise<void> {
  const writes = scenario.writes();
  const ran = await scenario.apply();
  expect(ran.err).toContain("unattended/journal:");
  expect(ran.err).toContain(says);
  expect([ran.code, scenario.writes()]).toEqual([4, writes]);
}

/** Keeps the journal on a branch, as the workflow does. */
function committed(scenario: Scenario): void {
  const git = (...argv: readonly string[]): void =>
    void execFileSync("git", ["-c", "user.name=r", "-c", "user.email=r@acme.example", ...argv], {
      cwd: dirname(scenario.journal),
      stdio: "ignore",
    });
  git("init", "--quiet");
  git("add", "journal.jsonl");
  git("commit", "--quiet", "--message", "Run");
}

describe("the journal of an unattended run", { timeout: 120_000 }, () => {
  it("is signed from the first record on, and the next run believes it", async () => {
    const scenario = await aScenario();
    await anAppliedGrant(scenario);
    expect(scenario.records()[0]).toEqual({ kind: "journal-started", genesis: scenario.start, branch: "main" });
    expect(kindsIn(scenario).at(-1)).toBe("signature");
    expect(readFileSync(scenario.journal, "utf8")).not.toContain(journalPair.privateKey);
    await anAppliedGrant(scenario, "bob");
    expect(await scenario.members("Wiki Users")).toEqual(["ada", "bob"]);
  });

  it("has a signature before each write", async () => {
    const scenario = await aScenario();
    await anAppliedGrant(scenario);
    const kinds = kindsIn(scenario);
    expect(kinds[kinds.indexOf("intent") + 1]).toBe("signature");
  });

  it("is refused with a forged pair of records that make a direct push look approved", async () => {
    const scenario = await aScenario();
    await anAppliedGrant(scenario);
    const pushed = scenario.pushDirectly(gives("bob", "okta/wiki"));
    appendUnsigned(scenario.journal, ...claims("forged", pushed, scenario.start));
    await expectRefused(scenario, "records without a signature");
    expect(await scenario.members("Wiki Users")).toEqual(["ada"]);
  });

  it("gives nothing to a forged pair of records under the name of the last run", async () => {
    const scenario = await aScenario();
    await anAppliedGrant(scenario);
    const last = scenario.records().findLast((record) => "run" in record);
    const pushed = scenario.pushDirectly(gives("bob", "okta/wiki"));
    appendUnsigned(
      scenario.journal,
      ...claims(last !== undefined && "run" in last ? last.run : "", pushed, scenario.start),
    );
    for (let run = 0; run < 2; run += 1) {
      const ran = await scenario.apply();
      expect(ran.code).toBe(4);
      expect(ran.out).toContain("withheld");
      expect(await scenario.members("Wiki Users")).toEqual(["ada"]);
      if (run === 0) expect(ran.err).toContain("unsigned records");
    }
  });

  it("is refused with records that a key signed which only a direct push declares", async () => {
    const scenario = await aScenario();
    await anAppliedGrant(scenario);
    const stranger = aJournalPair();
    const pushed = scenario.pushDirectly({
      ...gives("bob", "okta/wiki"),
      "access/rolecall.yaml": organizationWith(journalPair.publicKey, stranger.publicKey),
    });
    const origin = { genesis: scenario.start, branch: "main" };
    await openFileJournal(scenario.journal, { signer: stranger.signer, origin }).seal(
      claims("forged", pushed, scenario.start),
    );
    await expectRefused(scenario, "signed by a key that rolecall.yaml does not list");
    expect(await scenario.members("Wiki Users")).toEqual(["ada"]);
  });

  it("is refused with a garbage line", async () => {
    const scenario = await aScenario();
    await anAppliedGrant(scenario);
    appendFileSync(scenario.journal, "garbage\n");
    await expectRefused(scenario, "is broken");
  });

  it("is refused when it was emptied, cut or forked after it was kept on its branch", async () => {
    const scenario = await aScenario();
    expect((await scenario.apply()).code).toBe(0);
    const first = readFileSync(scenario.journal, "utf8");
    await anAppliedGrant(scenario);
    committed(scenario);
    writeFileSync(scenario.journal, "");
    await expectRefused(scenario, "was emptied");
    writeFileSync(scenario.journal, first);
    await expectRefused(scenario, "was cut");
    const origin = { genesis: scenario.start, branch: "main" };
    const fork = openFileJournal(scenario.journal, { signer: journalPair.signer, origin });
    for (let run = 0; run < 20; run += 1) await fork.seal(claims(`fork-${run}`, scenario.start, scenario.start));
    await expectRefused(scenario, "was forked");
  });

  it("is refused as the journal of another repository", async () => {
    const scenario = await aScenario();
    const foreign = { genesis: "f".repeat(40), branch: "main" };
    await openFileJournal(scenario.journal, { signer: journalPair.signer, origin: foreign }).seal(
      claims("elsewhere", scenario.start, scenario.start),
    );
    await expectRefused(scenario, "belongs to another repository or branch");
  });

  it("is judged from genesis where no journal is left: a direct push stays withheld", async () => {
    const scenario = await aScenario();
    await anAppliedGrant(scenario);
    scenario.pushDirectly(gives("bob", "okta/wiki"));
    rmSync(scenario.journal);
    const ran = await scenario.apply();
    expect(ran.code).toBe(4);
    expect(await scenario.members("Wiki Users")).toEqual(["ada"]);
  });

  it("is signed with a new key after an approved change of the keys, and not before", async () => {
    const scenario = await aScenario();
    await anAppliedGrant(scenario);
    const next = aJournalPair();
    const withNext = { env: { ...scenario.env, ROLECALL_JOURNAL_KEY: next.privateKey } };
    const early = await scenario.apply({}, withNext);
    expect([early.code, early.err]).toEqual([4, expect.stringContaining("unattended/journal-key")]);
    const number = scenario.propose("rotate", { "access/rolecall.yaml": organizationWith(next.publicKey) }, "ada");
    scenario.approve(number, "sue");
    scenario.merge(number);
    expect((await scenario.apply()).code).toBe(0);
    const late = await scenario.apply();
    expect([late.code, late.err]).toEqual([4, expect.stringContaining("does not match the current journal key")]);
    expect((await scenario.apply({}, withNext)).code).toBe(0);
    expect((await scenario.apply({}, withNext)).code).toBe(0);
  });

  it("is not begun without a private key", async () => {
    const scenario = await aScenario();
    const ran = await scenario.apply({}, { env: { ...scenario.env, ROLECALL_JOURNAL_KEY: "" } });
    expect([ran.code, ran.err]).toEqual([4, expect.stringContaining("ROLECALL_JOURNAL_KEY is not set")]);
    expect(scenario.writes()).toBe(0);
    await expect(scenario.apply({}, { env: { ...scenario.env, ROLECALL_JOURNAL_KEY: "word" } })).rejects.toThrow(
      "private key is not valid",
    );
  });
});
