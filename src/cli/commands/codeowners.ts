import { OperationalError, UsageError } from "../../diagnostics/user-error.ts";
import { randomUUID } from "node:crypto";
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { checkCodeowners, codeownersFile, makeCodeowners, otherCodeownersFiles } from "../../workflow/codeowners.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import { renderFindings } from "../../report/text/findings.ts";
import type { CliEnvironment } from "../environment.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { checkRoot } from "../inputs.ts";

export interface CodeownersOptions {
  /** The repository's root. Paths in CODEOWNERS start there. */
  readonly root: string;
  readonly at?: string;
  readonly write?: boolean;
  readonly check?: boolean;
}

/**
 * `rolecall codeowners`: prints the CODEOWNERS file generated from access/. `--write` writes it, `--check` compares it with
 * the existing file byte for byte. Returns 3 when the files have errors, when no safe file can be generated, and when the
 * check has findings.
 */
export async function codeowners(options: CodeownersOptions, environment: CliEnvironment): Promise<ExitCode> {
  if (options.write === true && options.check === true)
    throw new UsageError("--write and --check cannot be combined. Run --write first, then --check.");
  const checked = await checkRoot(options, environment);
  const root = resolve(environment.cwd, options.root);
  const isCheck = options.check === true;
  const made = isCheck
    ? checkCodeowners(checked, () => ({ text: readCodeowners(root), otherPaths: filesOutsideAccess(root) }))
    : makeCodeowners(checked);
  if (made.kind === "files-have-errors") {
    environment.err(`${renderFindings(made.findings)}\nThe files have errors, so the owners are unknown.\n`);
    return exitCodes.findings;
  }
  const { text, findings } = made;
  if (isCheck) return judged(findings, environment);
  if (findings.length > 0) environment.err(`${renderFindings(findings)}\n`);
  if (text === null) return exitCodes.findings;
  if (options.write !== true) environment.out(text);
  else if (readCodeowners(root) === text) environment.err(`${codeownersFile} is up to date.\n`);
  else {
    writeCodeowners(root, text);
    environment.err(`${codeownersFile} was written. Commit it together with the change of owners.\n`);
  }
  return exitCodes.done;
}

function judged(findings: readonly Finding[], environment: CliEnvironment): ExitCode {
  if (findings.length > 0) environment.out(`${renderFindings(findings)}\n`);
  if (findings.some(({ severity }) => severity === "error")) return exitCodes.findings;
  environment.out(`${codeownersFile} is up to date.\n`);
  return exitCodes.done;
}

/** Returns the files outside access/ that the check covers: files that need an owner, and other CODEOWNERS files. */
function filesOutsideAccess(root: string): readonly string[] {
  const others = otherCodeownersFiles.filter((file) => kindOf(join(root, file)) !== "none");
  return [...others, ...["schemas", ".github"].flatMap((folder) => filesUnder(root, folder))];
}

function filesUnder(root: string, folder: string): readonly string[] {
  if (kindOf(join(root, folder)) !== "folder") return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesUnder(root, path) : [path];
  });
}

function kindOf(path: string): "none" | "folder" | "file" | "other" {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return "none";
  return stats.isDirectory() ? "folder" : stats.isFile() ? "file" : "other";
}

/** Returns the file's text; null when it does not exist. A symbolic link is not followed, as on GitHub. */
function readCodeowners(root: string): string | null {
  checkPlace(root);
  const path = join(root, codeownersFile);
  if (kindOf(path) === "none") return null;
  const handle = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    if (!fstatSync(handle).isFile()) throw new OperationalError(`${codeownersFile} is not a regular file`);
    return readFileSync(handle, "utf8");
  } finally {
    closeSync(handle);
  }
}

/** Writes the file atomically, so that a reader never sees a part of it. */
function writeCodeowners(root: string, text: string): void {
  checkPlace(root);
  const path = join(root, codeownersFile);
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${randomUUID()}`;
  try {
    writeFileSync(temporary, text, { flag: "wx" });
    renameSync(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** @throws OperationalError when the folder or file is a link, which GitHub does not follow */
function checkPlace(root: string): void {
  const folder = kindOf(join(root, dirname(codeownersFile)));
  const file = folder === "folder" ? kindOf(join(root, codeownersFile)) : "none";
  if ((folder !== "none" && folder !== "folder") || (file !== "none" && file !== "file"))
    throw new OperationalError(
      `${codeownersFile} is not a regular file in a regular folder. Remove the link or folder at this path.`,
    );
}
