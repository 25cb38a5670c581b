import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { openFileJournal } from "../../../../src/journal/file-journal.ts";
import type { JournalRecord } from "../../../../src/ports/journal.ts";
import { aJournalPair } from "../../../support/journal-keys.ts";
import { appendUnsigned } from "../../../support/unsigned-records.ts";
import { grantFile, grantPath, journalPair, organizationWith, userFile } from "../company-files.ts";
import { aScenario, type Scenario } from "../scenario.ts";
import { idsOf, openIn } from "./live-state.ts";

const branch = "rolecall-journal";
const onBranch = { journal: `branch:${branch}` };
const at = "2026-12-01T09:00:00Z";
const gives = (user: string) => ({ [grantPath(user, "okta/wiki")]: grantFile(user, "okta/wiki") });
const bobLeaves = {
  "access/users/bob.yaml": userFile("bob", { status: "terminated" }),
  [grantPath("bob", "okta/crm")]: null,
};

/** Records that would make the tip look approved and applied. */
const claims = (run: string, { repository, start }: Scenario): readonly JournalRecord[] => {
  const commit = repository.hash("main");
  return [
    { kind: "commit-accepted", at, run, branch: "main", commit, approved: commit, base: start },
    { kind: "commit-settled", at, run, branch: "main", commit, instant: at, converged: true, withheld: [] },
  ];
};

/** The text of the journal before the last run, and now. */
interface Texts {
  readonly earlier: string;
  readonly now: string;
}

/** Returns what the file holds after `change`, which starts from this text. */
async function afterward(scenario: Scenario, text: string, change: () => unknown): Promise<string> {
  mkdirSync(dirname(scenario.journal), { recursive: true });
  writeFileSync(scenario.journal, text);
  await change();
  return readFileSync(scenario.journal, "utf8");
}

/** Signs records in a journal with the key of the runs, or of a stranger. */
async function sealed(
  scenario: Scenario,
  text: string,
  { signer = journalPair.signer, on = "main", genesis = scenario.start, runs = 1 } = {},
): Promise<string> {
  return afterward(scenario, text, async () => {
    const journal = openFileJournal(scenario.journal, { signer, origin: { genesis, branch: on } });
    for (let run = 0; run < runs; run += 1) await journal.seal(claims(`forged-${run}`, scenario));
  });
}

interface Tampering {
  readonly name: string;
  readonly text: (scenario: Scenario, texts: Texts) => string | Promise<string>;
  readonly says: string;
  /** The branch is deleted first, so that no earlier version of the journal is left. */
  readonly isNewBranch?: boolean;
}

const tamperings: readonly Tampering[] = [
  {
    name: "forged records are appended",
    text: (scenario, { now }) =>
      afterward(scenario, now, () => appendUnsigned(scenario.journal, ...claims("forged", scenario))),
    says: "records without a signature",
  },
  { name: "a garbage line is appended", text: (_, { now }) => `${now}garbage\n`, says: "is broken" },
  { name: "it is emptied", text: () => "", says: "was emptied" },
  {
    name: "it is emptied and starts again with a stranger's key",
    text: (scenario) => sealed(scenario, "", { signer: aJournalPair().signer }),
    says: "was forked",
  },
  {
    name: "its branch is created from scratch with a stranger's key",
    text: (scenario) => sealed(scenario, "", { signer: aJournalPair().signer }),
    isNewBranch: true,
    says: "signed by a key that rolecall.yaml does not list",
  },
  { name: "it is cut", text: (_, { earlier }) => earlier, says: "was cut" },
  {
    name: "it is forked",
    text: (scenario, { earlier }) => sealed(scenario, earlier, { runs: 20 }),
    says: "was forked",
  },
  {
    name: "it is replaced by that of another branch",
    text: (scenario) => sealed(scenario, "", { on: "release" }),
    says: "belongs to another repository or branch",
    isNewBranch: true,
  },
  {
    name: "it is replaced by that of another repository",
    text: (scenario) => sealed(scenario, "", { genesis: "f".repeat(40) }),
    says: "belongs to another repository or branch",
    isNewBranch: true,
  },
];

const readBranch = (scenario: Scenario) =>
  scenario.repository.open().branchFile({ remote: "origin", branch, path: "journal.jsonl", last: 1 });

/** Pushes this text as the next version of the journal: a fast-forward. */
async function pushed(scenario: Scenario, text: string): Promise<void> {
  const parent = (await readBranch(scenario))?.commit ?? null;
  const author = { name: "Stranger", email: "stranger@acme.example" };
  const bytes = new TextEncoder().encode(text);
  const push = { remote: "origin", branch, path: "journal.jsonl", parent, bytes, message: "Run", author };
  expect(await scenario.repository.open().pushFile(push)).not.toBeNull();
}

const textOf = async (scenario: Scenario): Promise<string> =>
  new TextDecoder().decode((await readBranch(scenario))?.bytes ?? undefined);

/** A company whose journal knows two runs. Then a user leaves and another gains access, both as approved. */
async function aLeaverAndAGain() {
  const scenario = await aScenario();
  const ids = await idsOf(scenario, "bob");
  expect((await scenario.apply(onBranch)).code).toBe(0);
  const earlier = await textOf(scenario);
  scenario.mergeApproved("mel", gives("mel"), "mel");
  expect((await scenario.apply(onBranch)).code).toBe(0);
  const texts: Texts = { earlier, now: await textOf(scenario) };
  scenario.mergeApproved("leave", { ...bobLeaves, ...gives("ada") }, "sue");
  return { scenario, ids, texts };
}

describe("a run after a stranger pushed to the branch of the journal", { timeout: 120_000 }, () => {
  it.each(tamperings)(
    "contains the leaver and writes nothing else where $name",
    async ({ text, says, isNewBranch = false }) => {
      const { scenario, ids, texts } = await aLeaverAndAGain();
      if (isNewBranch) scenario.repository.push(`refs/heads/${branch}`, null);
      await pushed(scenario, await text(scenario, texts));
      const ran = await scenario.apply(onBranch);
      expect([ran.code, ran.err]).toEqual([5, expect.stringContaining("unattended/journal:")]);
      expect(ran.err).toContain(says);
      expect(await openIn(scenario, ids)).toEqual([]);
      expect(await scenario.members("Wiki Users")).toEqual(["mel"]);
    },
  );

  it("applies everything where the journal is as the last run left it", async () => {
    const { scenario, ids, texts } = await aLeaverAndAGain();
    await pushed(scenario, texts.now);
    expect((await scenario.apply(onBranch)).code).toBe(0);
    expect(await openIn(scenario, ids)).toEqual([]);
    expect(await scenario.members("Wiki Users")).toEqual(["ada", "mel"]);
  });

  it("contains the leaver and gives nothing where the journal is missing, until its keys are approved again", async () => {
    const { scenario, ids } = await aLeaverAndAGain();
    scenario.later(2 * 24 * 3_600_000);
    scenario.repository.push(`refs/heads/${branch}`, null);
    const ran = await scenario.apply(onBranch);
    expect([ran.code, ran.out]).toEqual([4, expect.stringContaining("The journal of the earlier runs is missing")]);
    expect(await openIn(scenario, ids)).toEqual([]);
    expect(await scenario.members("Wiki Users")).toEqual(["mel"]);

    scenario.repository.push(`refs/heads/${branch}`, null);
    const keys = organizationWith(journalPair.publicKey, aJournalPair().publicKey);
    scenario.mergeApproved("keys", { "access/rolecall.yaml": keys }, "olga");
    const committedAt = async (): Promise<number> => Date.parse(at) + 2 * 24 * 3_600_000;
    const again = await scenario.apply(onBranch, { openGit: () => ({ ...scenario.runner(), committedAt }) });
    expect([again.code, await scenario.members("Wiki Users")]).toEqual([0, ["ada", "mel"]]);
  });
});
