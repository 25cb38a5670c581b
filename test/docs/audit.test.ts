import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { journalBranch } from "../../src/journal/journal-branch.ts";
import type { JournalRecord } from "../../src/ports/journal.ts";
import { rolecall } from "../support/cli.ts";
import { aClockFrom } from "../support/clock.ts";
import { aJournalPair } from "../support/journal-keys.ts";
import { bareRepository, clonedRepository } from "../support/real-git.ts";
import { smallCompany, userYaml } from "../support/tree.ts";

const page = readFileSync(new URL("../../docs/audit.md", import.meta.url), "utf8");

/** The questions of the page: each section with its commands and the outputs that it shows. */
const questions = page
  .split(/^## /m)
  .slice(1)
  .map((text) => ({
    title: text.slice(0, text.indexOf("\n")),
    commands: blocksOf(text, "console").flatMap((block) => block.trimEnd().split("\n")),
    outputs: blocksOf(text, "text"),
  }))
  .filter(({ commands }) => commands.length > 0);

function blocksOf(text: string, language: string): readonly string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map(
    ([, block = ""]) => block,
  );
}

/** Returns an output without the commits, which depend on the repository. */
const shapeOf = (text: string): string => text.replaceAll(/\b[0-9a-f]{12}\b/g, "<commit>").trim();

const merged = Date.parse("2026-07-02T14:30:00Z");
const operation = "okta:membership.add:data-warehouse:chidi-eze";
const warehouse =
  'id: data-warehouse\ntitle: Data warehouse\ntarget: { group: Data }\ntier: medium\nowners: ["@acme/security"]\n';
const grant =
  "user: chidi-eze\nentitlement: okta/data-warehouse\nreason: Compares two firmware versions\nexpires: 2026-12-31\n";

/** The repository of the page, with the journal of its unattended run. */
async function theCompany(folder: string): Promise<string> {
  bareRepository(join(folder, "remote.git"));
  const root = join(folder, "work");
  const work = clonedRepository(join(folder, "remote.git"), root);
  const pair = aJournalPair();
  const files = {
    ...smallCompany,
    "rolecall.yaml": `${smallCompany["rolecall.yaml"]}journal: { publicKeys: [${pair.publicKey}] }\n`,
    "users/chidi-eze.yaml": userYaml("chidi-eze").replace("display: chidi-eze", "display: Chidi Eze"),
    "entitlements/okta/data-warehouse.yaml": warehouse,
  };
  work.write(Object.fromEntries(Object.entries(files).map(([path, text]) => [`access/${path}`, text])));
  const company = work.commit("Company", Date.parse("2026-06-01T08:00:00Z"));
  work.checkout("grant", "main");
  work.write({ "access/grants/okta/data-warehouse/chidi-eze.yaml": grant });
  work.commit("Grant", Date.parse("2026-07-01T08:00:00Z"));
  work.checkout("main");
  const commit = work.merge("grant", merged);
  work.push("refs/heads/main", "main");
  const journal = await journalBranch(work.open(), { remote: "origin", branch: "rolecall-journal" }).open({
    signing: { signer: pair.signer, origin: { genesis: company, branch: "main" } },
    run: "7f3a",
    clock: aClockFrom(merged),
  });
  await journal.close(recordsOf(company, commit));
  work.fetch();
  return root;
}

function recordsOf(company: string, commit: string): readonly JournalRecord[] {
  const run = "7f3a";
  const settled = (at: string, of: string): JournalRecord => ({
    kind: "commit-settled",
    at,
    run,
    branch: "main",
    commit: of,
    instant: at,
    converged: true,
    withheld: [],
  });
  const stage = (login: string, id: number) => ({
    names: [login],
    isFallback: false,
    servedBy: { review: id, by: { id, login }, user: login, commit: "h", at: "2026-07-02T14:00:00Z", comment: "" },
  });
  return [
    settled("2026-06-30T08:03:40Z", company),
    {
      kind: "evidence",
      at: "2026-07-02T14:33:50Z",
      run,
      evidence: {
        pullRequest: 12,
        author: { id: 1, login: "ceze" },
        reviewedHead: "h",
        merged: commit,
        policy: company,
        digest: "d",
        approved: true,
        needs: [{ id: "n", why: "w", approved: true, stages: [stage("rortega", 2), stage("ghopper", 3)] }],
        notCounted: [],
        problems: [],
      },
    },
    {
      kind: "commit-accepted",
      at: "2026-07-02T14:33:51Z",
      run,
      branch: "main",
      commit,
      approved: commit,
      base: company,
    },
    {
      kind: "intent",
      at: "2026-07-02T14:33:58Z",
      run,
      operation,
      write: { action: "membership.add", group: "g", member: "m" },
      system: "okta",
      user: "chidi-eze",
      entitlement: "okta/data-warehouse",
    },
    { kind: "result", at: "2026-07-02T14:34:01Z", run, operation, outcome: "done", detail: null },
    settled("2026-07-02T14:34:12Z", commit),
  ];
}

describe("the commands of docs/audit.md print what the page shows", () => {
  const folder = mkdtempSync(join(tmpdir(), "rolecall-test-"));
  let root = "";
  beforeAll(async () => {
    root = await theCompany(folder);
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("has five questions with a command and an output", () => {
    expect(questions.map(({ commands, outputs }) => commands.length > 0 && outputs.length > 0)).toEqual(
      Array.from({ length: 5 }, () => true),
    );
  });

  it.each(questions)("$title", async ({ commands, outputs }) => {
    const printed: string[] = [];
    for (const command of commands) {
      const [program, ...argv] = command.split(" ");
      expect(program).toBe("rolecall");
      const { code, out, err } = await rolecall(argv, { cwd: root });
      // 3: the small company has findings, which the page does not show.
      expect([command, [0, 3].includes(code), err]).toEqual([command, true, ""]);
      printed.push(shapeOf(out));
    }
    for (const output of outputs) expect(printed.join("\n\n")).toContain(shapeOf(output));
  });
});
