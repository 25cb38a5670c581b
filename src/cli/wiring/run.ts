import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { UsageError } from "../../diagnostics/user-error.ts";
import { gitRepository } from "../../git/git-repository.ts";
import { journalBranch as journalOnBranch } from "../../journal/journal-branch.ts";
import { journalFile } from "../../journal/journal-file.ts";
import { verifySigned } from "../../journal/verify-signed.ts";
import { journalSigner } from "../../journal/journal-signer.ts";
import type { GitReader } from "../../ports/git.ts";
import type { JournalSigner, JournalStore } from "../../ports/journal.ts";
import type { RunPorts } from "../../workflow/carry-out.ts";
import { journalBranchName, journalFileName } from "../../ports/branches.ts";
import type { CliEnvironment } from "../environment.ts";

/** Returns the ports of a run except its progress. A run that was stopped before its first record stores none. */
export function runPortsOf(
  journal: JournalStore,
  { clock, signal, beginWriting }: CliEnvironment,
): Omit<RunPorts, "onProgress"> & { readonly journal: JournalStore } {
  return { journal: beginWriting === undefined ? journal : startedBy(beginWriting, journal), clock, signal };
}

/** Returns the store. Its journal calls `begin` before each record that it stores. */
function startedBy(begin: () => void, store: JournalStore): JournalStore {
  return {
    read: () => store.read(),
    verified: (trust) => store.verified(trust),
    open: async (opening) => {
      const journal = await store.open(opening);
      return {
        intentsAtOnce: journal.intentsAtOnce,
        append: async (record) => {
          begin();
          await journal.append(record);
        },
        seal: async (records) => {
          begin();
          await journal.seal(records);
        },
        checkLease: async () => {
          begin();
          await journal.checkLease();
        },
        close: async (records) => {
          if (records.length > 0) begin();
          await journal.close(records);
        },
      };
    },
  };
}

/** The place of a journal: a file, or a branch of the remote as `branch:<name>`. */
export interface JournalPlace {
  readonly journal: string;
  /** The folder of the repository whose remote has the branch. */
  readonly root: string;
  readonly remote: string;
}

const branchPrefix = "branch:";

/** Returns whether a journal is kept on a branch of the remote. */
export const isOnBranch = (journal: string): boolean => journal.startsWith(branchPrefix);

/**
 * Returns the journal at a place. git reads and pushes its branch with the token in ROLECALL_JOURNAL_TOKEN, or else with the
 * one in GITHUB_TOKEN.
 * @throws UsageError where the name of the branch is not valid
 */
export function journalOf({ journal, root, remote }: JournalPlace, environment: CliEnvironment): JournalStore {
  const { cwd, env, openGit = gitRepository } = environment;
  if (!isOnBranch(journal)) return journalAt(resolve(cwd, journal));
  const branch = journal.slice(branchPrefix.length);
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]*(?:[./][A-Za-z0-9_-]+)*$/.test(branch))
    throw new UsageError(
      `The branch of the journal is not valid: expected a name such as branch:rolecall-journal, got ${JSON.stringify(journal)}.`,
    );
  const token = (env["ROLECALL_JOURNAL_TOKEN"] ?? "") === "" ? "GITHUB_TOKEN" : "ROLECALL_JOURNAL_TOKEN";
  return journalOnBranch(openGit(resolve(cwd, root), env, token), { remote, branch });
}

/** Returns the journal of a file. Its earlier versions are those on the branch that is checked out around the file. */
export const journalAt = (path: string): JournalStore => journalFile(path, () => versionsOf(path));

/** How many earlier versions a journal is compared with: each run compared those before. */
const comparedVersions = 100;

async function versionsOf(path: string): Promise<readonly Uint8Array[]> {
  const folder = dirname(path);
  if (!existsSync(folder)) return [];
  const git = gitRepository(folder, {});
  if ((await git.prefix()) === null) return [];
  const branch = await git.currentBranch();
  // A branch without a commit has no versions.
  if (branch !== undefined && !(await git.hasBranch(branch))) return [];
  const versions = await git.fileVersions({ path: basename(path), tip: "HEAD", last: comparedVersions });
  return versions.flatMap(({ bytes }) => (bytes === null ? [] : [bytes]));
}

/** Returns the journal on the branch of a remote, as the last fetch has it. It can only be read. */
export function trackedJournal(git: GitReader, remote: string): Pick<JournalStore, "verified"> {
  return {
    verified: async (trust) => {
      const versions = (await git.hasRemoteBranch(remote, journalBranchName))
        ? await git.fileVersions({
            path: journalFileName,
            from: "root",
            tip: `refs/remotes/${remote}/${journalBranchName}`,
            last: comparedVersions,
          })
        : [];
      const contents = versions.flatMap(({ bytes }) => (bytes === null ? [] : [Buffer.from(bytes)]));
      return verifySigned(contents.at(-1) ?? null, { ...trust, versions: contents });
    },
  };
}

/**
 * Returns what signs the journal: the private key of ROLECALL_JOURNAL_KEY. Null: it is not set.
 * @throws JournalError where the value is not an Ed25519 private key
 */
export function signerOf({ env }: CliEnvironment): JournalSigner | null {
  const key = env["ROLECALL_JOURNAL_KEY"] ?? "";
  return key === "" ? null : journalSigner(key);
}

/** Returns a unique name for a run. */
export const newRun = (): string => randomBytes(8).toString("hex");
