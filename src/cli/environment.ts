import type { GithubOptions } from "../github/client.ts";
import type { GitReader, GitWriter } from "../ports/git.ts";
import type { Clock } from "../ports/clock.ts";

/** Everything of the process that a command may touch; tests hand in their own. */
export interface CliEnvironment {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly random: () => number;
  /** Milliseconds until a provider's answer counts as lost; default: each provider's own. */
  readonly requestTimeout?: number;
  /** Opens the git repository around a folder; default: with the program `git`. */
  readonly openGit?: (root: string, env: CliEnvironment["env"]) => GitReader & GitWriter;
  /** How GitHub's client spares GitHub; default: as GitHub asks. */
  readonly githubPauses?: GithubOptions["pauses"];
  /** The result, and nothing else. */
  readonly out: (text: string) => void;
  /** Progress, hints and logs. */
  readonly err: (text: string) => void;
  /** Whether a person can be asked. */
  readonly isInteractive: boolean;
  readonly ask: (question: string) => Promise<string>;
  /** Aborted by Ctrl-C or a termination: the call in flight is finished, the journal written. */
  readonly signal: AbortSignal;
}
