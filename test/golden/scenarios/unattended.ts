import { RefusedError } from "../../../src/diagnostics/user-error.ts";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { refusalOf } from "../../../src/apply/refusal.ts";
import { soundSide } from "../../../src/workflow/after-merge/start-of-run.ts";
import { checkTip, freezeOn, sinceConverged } from "../../../src/workflow/after-merge/check-tip.ts";
import { freezeBranchName } from "../../../src/ports/branches.ts";
import { gitRepository } from "../../../src/git/git-repository.ts";
import { journalBranch } from "../../../src/journal/journal-branch.ts";
import { journalFile } from "../../../src/journal/journal-file.ts";
import { refuseOtherInstant } from "../../../src/workflow/refuse-other-instant.ts";
import { refusedWithoutLease } from "../../../src/workflow/carry-out.ts";
import { memoryClone, memoryRepository } from "../../support/memory-git/repository.ts";
import { prepareRun } from "../../../src/workflow/after-merge/prepare.ts";
import type { EarlierRuns } from "../../../src/workflow/after-merge/earlier-runs.ts";
import { currentSigner, noStart, trustedJournal } from "../../../src/workflow/after-merge/trusted-journal.ts";
import { unlessInterrupted } from "../../../src/workflow/after-merge/unless-interrupted.ts";
import { openFileJournal } from "../../../src/journal/file-journal.ts";
import { refuseOtherBase } from "../../../src/workflow/review/pull-request.ts";
import { type Checked, checkTree } from "../../../src/workflow/check.ts";
import { adds, planOf, suspends } from "../../apply/scenario.ts";
import { now } from "../../support/model.ts";
import { aJournalPair } from "../../support/journal-keys.ts";
import { anOkta } from "../../support/observed.ts";
import { aTree, smallCompany, userYaml } from "../../support/tree.ts";
import type { Scenarios, Scenario, Reported } from "../scenario.ts";

const main = "branch main";
const older = "a".repeat(40);
const tip = "b".repeat(40);
const at = { branch: "main", tip };
const noCommits = { fileVersions: async () => [], lineSince: async () => null };
const nothingYet: EarlierRuns = { accepted: null, acceptedBase: null, converged: null };

/** Returns the scenario of a run that is refused before it begins. */
const refused = (about: string, where: string, run: () => unknown): Scenario => ({
  about,
  reported: async (): Promise<readonly Reported[]> => {
    try {
      await run();
      return [];
    } catch (problem) {
      if (!(problem instanceof RefusedError)) throw problem;
      return [{ code: problem.code, message: problem.message, where, next: problem.remedy }];
    }
  },
});

/** Runs `work` in a temporary folder and removes the folder. */
async function inFolder<T>(work: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "rolecall-golden-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Repository {
  readonly root: string;
  readonly git: (...argv: readonly string[]) => string;
  /** Creates a commit with a reproducible id. */
  readonly commit: (message: string, ...parents: readonly string[]) => string;
}

/** Runs `work` in a repository without files that is its own remote. */
const inRepository = <T>(work: (repository: Repository) => T | Promise<T>): Promise<T> =>
  inFolder((root) => {
    const who = ["AUTHOR", "COMMITTER"].flatMap((role) => [
      [`GIT_${role}_NAME`, "Test"],
      [`GIT_${role}_EMAIL`, "test@acme.example"],
      [`GIT_${role}_DATE`, "2026-12-01T09:00:00Z"],
    ]);
    const env = { ...process.env, ...Object.fromEntries(who) };
    const git = (...argv: readonly string[]): string =>
      execFileSync("git", argv, { cwd: root, env, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
    git("init", "--quiet");
    git("remote", "add", "origin", ".");
    const empty = git("write-tree");
    const commit = (message: string, ...parents: readonly string[]): string =>
      git("commit-tree", "-m", message, ...parents.flatMap((parent) => ["-p", parent]), empty);
    return work({ root, git, commit });
  });

const checkedTip = (commit: string, isProtected: boolean): Promise<void> =>
  checkTip({ branch: "main", commit }, { branch: () => Promise.resolve({ commit: tip, isProtected }) });

/** Throws a refusal that a use case returns. */
const thrown = async (refusal: Promise<RefusedError | null>): Promise<void> => {
  const found = await refusal;
  if (found !== null) throw found;
};

/** A company of three users, in a system that allows one removal; `members` have the CRM's group. */
function company(...members: readonly string[]): Checked {
  const tree = aTree()
    .file("users/bob.yaml", userYaml("bob"))
    .file("users/eve.yaml", userYaml("eve"))
    .file("systems/okta.yaml", `${smallCompany["systems/okta.yaml"] ?? ""}guards: { removals: { count: 1 } }\n`)
    .file("entitlements/okta/crm.yaml", ofSecurity("id: crm\ntitle: CRM\ntarget: { group: crm }"));
  const grant = (user: string, entitlement: string): void =>
    void tree.file(
      `grants/okta/${entitlement}/${user}.yaml`,
      `user: ${user}\nentitlement: okta/${entitlement}\nreason: Needs it for the daily work\n`,
    );
  for (const user of ["ada", "bob", "eve"]) grant(user, "account");
  for (const user of members) grant(user, "crm");
  return checkTree(tree.build(), now);
}
const ofSecurity = (lines: string): string => `${lines}\ntier: low\nowners: ["@acme/security"]\n`;

function blockedRun(): unknown {
  const head = company("eve");
  const live = anOkta().account("ada").account("bob").account("eve").group("crm");
  return prepareRun({
    approved: { commit: tip, checked: head },
    tip: { commit: tip, checked: head },
    base: { commit: older, checked: company("ada", "bob", "eve") },
    unapproved: [],
    observations: [live.member("crm", "ada").member("crm", "bob").member("crm", "eve").build()],
    since: null,
  });
}

/** A plan whose file was edited: an operation comes before the one that it depends on. */
const editedPlan = (): readonly Reported[] => {
  const needs = adds("eve", "crew", { dependsOn: ["okta:account.suspend:eve"] });
  const [, line = ""] = refusalOf(planOf([needs, suspends("eve")]))?.message.split("\n") ?? [];
  const [, code = "", message = "", next = ""] = /^ {2}(\S+): (.+?\.) (.+)$/.exec(line) ?? [];
  return [{ code, message, where: "the plan", next }];
};

/** `unattended/*`, `pull-request/*`, `plan/not-now` and `plan/order`. */
export const unattendedScenarios: Scenarios = {
  "pull-request/other-base": refused("#12", "branch my-policies", () =>
    refuseOtherBase({ number: 12, base: { commit: older, branch: "my-policies" } }, "main"),
  ),
  "unattended/not-the-tip": refused(older, main, () => checkedTip(older, true)),
  "unattended/not-protected": refused("main", main, () => checkedTip(tip, false)),
  "unattended/frozen": refused(freezeBranchName, main, () =>
    inRepository(({ root, git, commit }) => {
      git("update-ref", `refs/heads/${freezeBranchName}`, commit("An unknown account has joined the administrators"));
      return thrown(freezeOn("origin", gitRepository(root, {})));
    }),
  ),
  "unattended/broken-history": refused("was applied last", main, () =>
    inRepository(({ root, commit }) => {
      const start = commit("Start");
      const applied = commit("Applied", start);
      return sinceConverged(
        commit("Rewritten", start),
        { earlier: nothingYet, genesis: applied },
        gitRepository(root, {}),
      );
    }),
  ),
  "unattended/no-start": refused("main", main, () =>
    thrown(
      trustedJournal({ verified: () => Promise.reject(new Error("not asked")) }, at, { ...noCommits }).then(
        (trusted) => (trusted === null ? noStart("main") : null),
      ),
    ),
  ),
  "unattended/journal": refused("3", "the journal", () =>
    inFolder(async (folder) => {
      const path = join(folder, "journal.jsonl");
      const settled = { kind: "commit-settled", at: "2026-12-01T09:00:00Z", run: "1", branch: "main" } as const;
      const journal = openFileJournal(path, {
        signer: aJournalPair().signer,
        origin: { genesis: older, branch: "main" },
      });
      await journal.seal([{ ...settled, commit: older, instant: settled.at, converged: true, withheld: [] }]);
      const text = `journal: { publicKeys: [${aJournalPair().publicKey}] }\n`;
      const trusted = trustedJournal(journalFile(path), at, {
        fileVersions: async () => [{ commit: older, bytes: new TextEncoder().encode(text) }],
        lineSince: async () => [{ commit: tip, parent: older, tree: "" }],
      });
      return thrown(trusted.then((found) => found?.refusal ?? null));
    }),
  ),
  "unattended/journal-key": refused("ROLECALL_JOURNAL_KEY", "the journal", () =>
    thrown(
      Promise.resolve(currentSigner(null, [aJournalPair().publicKey])).then((signing) =>
        "refusal" in signing ? signing.refusal : null,
      ),
    ),
  ),
  "unattended/lease": refused("7f3a", "the journal", () =>
    refusedWithoutLease(() => {
      const clock = { now: () => now, sleep: async () => undefined };
      const held = memoryClone(memoryRepository());
      const store = () => journalBranch(held.open(), { remote: "origin", branch: "rolecall-journal" });
      return store()
        .open({ signing: null, run: "7f3a", clock })
        .then((journal) => journal.checkLease())
        .then(() => store().open({ signing: null, run: "91bc", clock }));
    }),
  ),
  "unattended/interrupted": refused("reading the providers", main, () =>
    unlessInterrupted(AbortSignal.abort(), "reading the providers", async () => undefined),
  ),
  "unattended/guard": refused("memberships in okta", "the plan", blockedRun),
  "unattended/base-invalid": refused(older, main, () =>
    soundSide({ checked: async () => checkTree(aTree().file("users/ada.yaml", "id: [\n").build(), now) }, older),
  ),
  "plan/not-now": refused("--at 2026-", "the plan", () => refuseOtherInstant(now + 3_600_000, now)),
  "plan/order": { about: "okta:account.suspend:eve", reported: editedPlan },
};
