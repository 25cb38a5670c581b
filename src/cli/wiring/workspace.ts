import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { gitRepository } from "../../git/git-repository.ts";
import type { GitReader, GitWriter } from "../../ports/git.ts";
import type { Workspace } from "../../ports/workspace.ts";
import { folderSource } from "../../source/folder-source.ts";
import type { CliEnvironment } from "../environment.ts";

/** A workspace with a writable git repository. */
export interface WritableWorkspace extends Workspace {
  readonly git: GitReader & GitWriter;
}

/** Returns the workspace of `--root`. Nothing is read yet. */
export function workspaceOf(name: string, { cwd, env, openGit = gitRepository }: CliEnvironment): WritableWorkspace {
  const root = resolve(cwd, name);
  return {
    name,
    readFolder: () => folderSource(root).read(),
    hasSchema: (kind) => existsSync(join(root, "schemas", `${kind}.schema.json`)),
    git: openGit(root, env),
  };
}
