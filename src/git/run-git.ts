import { spawn } from "node:child_process";
import { OperationalError } from "../diagnostics/user-error.ts";

/** The result of a git command. */
export interface GitResult {
  readonly status: number;
  readonly out: Buffer;
  readonly err: string;
}

/** Environment variables that could direct git to a different repository. */
const elsewhere = [
  "GIT_DIR",
  "GIT_WORK_TREE",
  "GIT_INDEX_FILE",
  "GIT_OBJECT_DIRECTORY",
  "GIT_ALTERNATE_OBJECT_DIRECTORIES",
  "GIT_COMMON_DIR",
  "GIT_NAMESPACE",
  "GIT_PREFIX",
  "GIT_SHALLOW_FILE",
  "GIT_GRAFT_FILE",
  "GIT_REPLACE_REF_BASE",
];

/**
 * Runs one git command in `root` without a shell, a pager or a file-system monitor, because repository configuration could start
 * programs with them. Ignores replaced objects, so that the content of a commit is the reviewed content.
 */
export function runGit(root: string, args: readonly string[], input?: string | Uint8Array): Promise<GitResult> {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    LC_ALL: "C",
    GIT_TERMINAL_PROMPT: "0",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_NO_REPLACE_OBJECTS: "1",
    GIT_NO_LAZY_FETCH: "1",
  };
  for (const name of elsewhere) delete env[name];
  return new Promise((settle, fail) => {
    const child = spawn("git", ["--no-pager", "-c", "core.fsmonitor=false", "-C", root, ...args], { env });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    child.on("error", (problem) => {
      fail(new OperationalError(`git cannot be started (${problem.message}): install git, or add it to the PATH`));
    });
    child.on("close", (status) => {
      settle({ status: status ?? 1, out: Buffer.concat(out), err: Buffer.concat(err).toString("utf8").trim() });
    });
    // A process that exits early closes its input. Its status reports the failure.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input ?? "");
  });
}

/** Returns the output of a git command without surrounding space. @throws OperationalError with git's message */
export async function answered(root: string, args: readonly string[], input?: string | Uint8Array): Promise<string> {
  const { status, out, err } = await runGit(root, args, input);
  if (status !== 0) throw new OperationalError(`git ${args[0] ?? ""} failed: ${err}`);
  return out.toString("utf8").trim();
}
