import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { UsageError } from "../../diagnostics/user-error.ts";
import { pseudonymsOf } from "../../http/recording/pseudonym.ts";
import { recordedExchange } from "../../http/recording/recorded-exchange.ts";
import type { RecordExchange } from "../../ports/recording.ts";
import type { CliEnvironment } from "../environment.ts";

export interface RecordingOptions {
  /** The folder of the recording; absent: nothing is recorded. */
  readonly record?: string;
  /** Whether names, addresses and logins are kept. */
  readonly recordPersonal?: boolean;
}

/**
 * Does the work of a command and records its exchanges with the providers.
 * @throws UsageError where the folder is not empty
 */
export async function recording<T>(
  { record: folder, recordPersonal: isPersonal = false }: RecordingOptions,
  environment: CliEnvironment,
  work: (environment: CliEnvironment) => Promise<T>,
): Promise<T> {
  if (folder === undefined) {
    if (isPersonal) throw new UsageError("--record-personal needs --record.");
    return work(environment);
  }
  const path = resolve(environment.cwd, folder);
  openFolder(path, folder);
  const { record, count } = recorderIn(path, isPersonal, environment);
  try {
    return await work({ ...environment, record });
  } finally {
    environment.err(summary(count(), folder, isPersonal));
  }
}

function openFolder(path: string, shown: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    if (readdirSync(path).length === 0) return;
  } catch (problem) {
    throw new UsageError(`--record ${shown}: the folder cannot be used (${codeOf(problem)}).`);
  }
  throw new UsageError(`--record ${shown}: the folder is not empty. Name a new folder, or an empty one.`);
}

/** Returns a recorder that writes one file for each exchange. It stops at the first file that it cannot write. */
function recorderIn(
  path: string,
  isPersonal: boolean,
  { err, masked = (text) => text }: CliEnvironment,
): { readonly record: RecordExchange; readonly count: () => number } {
  const pseudonym = isPersonal ? (text: string): string => text : pseudonymsOf(randomBytes(32));
  let count = 0;
  let isStopped = false;
  return {
    count: () => count,
    record: (exchange) => {
      if (isStopped) return;
      try {
        const recorded = recordedExchange(exchange, count + 1, pseudonym);
        const name = `${String(count + 1).padStart(5, "0")}.json`;
        const text = `${masked(JSON.stringify(recorded, null, 2))}\n`;
        writeFileSync(join(path, name), text, { mode: 0o600, flag: "wx" });
        count += 1;
      } catch (problem) {
        isStopped = true;
        err(`The recording stopped after ${count} exchanges (${codeOf(problem)}). The command continues.\n`);
      }
    },
  };
}

function summary(count: number, folder: string, isPersonal: boolean): string {
  const content = isPersonal
    ? "They contain names, logins and email addresses: protect them like the providers' own data, and do not attach them to a public issue."
    : "Names, logins and email addresses are replaced. Ids, states and times are not: read the files before you share them.";
  return `Recorded ${count} ${count === 1 ? "exchange" : "exchanges"} in ${folder}. ${content}\n`;
}

function codeOf(problem: unknown): string {
  const { code } = problem as { readonly code?: unknown };
  return typeof code === "string" ? code : "unknown error";
}
