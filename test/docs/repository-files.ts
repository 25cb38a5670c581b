import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** A file of the repository; `path` is relative to its root. */
export interface RepositoryFile {
  readonly path: string;
  readonly text: string;
}

export const fileAt = (path: string): RepositoryFile => ({ path, text: readFileSync(`${root}${path}`, "utf8") });

export const exists = (path: string): boolean => existsSync(`${root}${path}`);

export const isFolder = (path: string): boolean => exists(path) && statSync(`${root}${path}`).isDirectory();

/** Returns the files below a folder whose names end with one of `endings`, in path order. */
export function filesBelow(folder: string, ...endings: readonly string[]): readonly RepositoryFile[] {
  return readdirSync(`${root}${folder}`, { recursive: true, encoding: "utf8" })
    .map((path) => `${folder}/${path.replaceAll("\\", "/")}`)
    .filter((path) => endings.some((ending) => path.endsWith(ending)) && !isFolder(path))
    .sort()
    .map(fileAt);
}
