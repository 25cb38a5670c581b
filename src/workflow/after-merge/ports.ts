import type { Instant } from "../../model/instant.ts";
import type { Connect } from "../../ports/connection.ts";
import type { GithubReader, GithubWriter } from "../../ports/github.ts";
import type { JournalSigner, JournalStore } from "../../ports/journal.ts";
import type { Progress } from "../../ports/progress.ts";
import type { Workspace } from "../../ports/workspace.ts";
import type { RunPorts } from "../carry-out.ts";

export interface AfterMergeRequest {
  readonly at: Instant;
  /** The protected branch whose tip is applied. */
  readonly branch: string;
  readonly remote: string;
}

export interface AfterMergePorts extends RunPorts {
  readonly workspace: Workspace;
  readonly journal: JournalStore;
  /** Signs the journal; null: no private key is set. */
  readonly signer: JournalSigner | null;
  readonly connectGithub: () => Promise<{
    readonly reader: GithubReader;
    readonly writer: Pick<GithubWriter, "upsertComment" | "ownComment">;
  }>;
  readonly connect: Connect;
  readonly progress: Progress;
  readonly newRun: () => string;
  /** Receives failures that do not stop the run. */
  readonly warn: (text: string) => void;
  /** Receives the records of a run that cannot continue its journal, one line each. */
  readonly printRecord: (line: string) => void;
}
