import type { GithubOptions } from "../github/client.ts";
import type { gitRepository } from "../git/git-repository.ts";
import type { Clock } from "../ports/clock.ts";
import type { RecordExchange } from "../ports/recording.ts";
import type { Activity } from "./activity.ts";
import type { Screens } from "./screen.ts";
import type { StatusLine } from "./status-line.ts";

/** The parts of the process that a command uses. Tests pass their own. */
export interface CliEnvironment {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly random: () => number;
  /** Milliseconds until a request to a provider times out; default: set by each provider. */
  readonly requestTimeout?: number;
  /** Opens the git repository that contains a folder; default: with the program `git`. */
  readonly openGit?: typeof gitRepository;
  /** The pauses of GitHub's client; default: what GitHub recommends. */
  readonly githubPauses?: GithubOptions["pauses"];
  /** Writes the result to standard output. */
  readonly out: (text: string) => void;
  /** Writes progress, hints and logs to standard error. */
  readonly err: (text: string) => void;
  /** Where the outputs are shown. Without it, lines are neither wrapped nor coloured. */
  readonly screens?: Screens;
  /** The status line, where standard error is a terminal, and what it shows. */
  readonly status?: StatusLine;
  readonly activity?: Activity;
  /** Whether a person can answer questions at a terminal. */
  readonly isInteractive: boolean;
  readonly ask: (question: string) => Promise<string>;
  /** Aborted by Ctrl-C or a termination signal. The call in flight is finished and the journal is written. */
  readonly signal: AbortSignal;
  /** Called before the first write. @throws OperationalError where the work was stopped before */
  readonly beginWriting?: () => void;
  /** Does one step of the work, which the error of a stop names. */
  readonly step?: <T>(what: string, work: () => Promise<T>) => Promise<T>;
  /** Receives each token that is derived from a credential, before it is used. */
  readonly onSecret?: (token: string) => void;
  /** Masks the tokens that were derived in this run. */
  readonly masked?: (text: string) => string;
  /** Records each exchange with a provider, for a bug report. */
  readonly record?: RecordExchange;
}
