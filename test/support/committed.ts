import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTestGit, writeFiles } from "./real-git.ts";

const templates = new Map<object, string>();
// The templates serve every file of the worker.
process.once("exit", () => {
  for (const folder of templates.values()) rmSync(folder, { recursive: true, force: true });
});

/**
 * Puts a repository with these files, committed on `main`, into a folder. The first call for the same files commits them; every
 * call copies that repository, so that a test does not start git itself.
 * @param files path to text; the same object for the same repository
 */
export function copyCommitted(files: Readonly<Record<string, string>>, folder: string): void {
  cpSync(templateOf(files), folder, { recursive: true });
}

function templateOf(files: Readonly<Record<string, string>>): string {
  const known = templates.get(files);
  if (known !== undefined) return known;
  const folder = mkdtempSync(join(tmpdir(), "rolecall-template-"));
  templates.set(files, folder);
  writeFiles(folder, files);
  // An empty template avoids sample hooks, and one pack avoids a file for each object: both make the copy fast.
  runTestGit(folder, "init", "--quiet", "--template=", "--initial-branch", "main");
  runTestGit(folder, "add", "--all");
  runTestGit(folder, "commit", "--quiet", "--message", "Start");
  runTestGit(folder, "repack", "-a", "-d", "--quiet");
  return folder;
}
