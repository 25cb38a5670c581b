import type { Code } from "../diagnostics/code.ts";
import type { DocumentKindName } from "../formats/document-kind-name.ts";
import { compareText } from "../support/compare.ts";
import { documentKindNames, documentKinds } from "./kinds/index.ts";
import { pathMatcher, type PathNames } from "./kinds/path-pattern.ts";
import type { Problem } from "./problems.ts";
import type { TreeEntry } from "./tree.ts";

/** The kind of the document at a path, and the values that the path names. */
export interface PathMeaning {
  readonly kind: DocumentKindName;
  readonly named: PathNames;
}

export type PathResult = { readonly meaning: PathMeaning } | { readonly problem: Problem } | "no-document";

const matchers = documentKindNames.map((kind) => ({ kind, match: pathMatcher(documentKinds[kind].path) }));

const longestPath = 255;

/** Returns the kind of the document at a path under `access/` (formats.md, the tree), or the problem of the path. */
export function meaningOf({ path, kind }: Pick<TreeEntry, "path" | "kind">): PathResult {
  if (kind === "symlink")
    return refuse("path/symlink", "The path is a symbolic link.", "Replace the link with the file itself.");
  if (kind === "submodule")
    return refuse("path/submodule", "The path is a git submodule.", "Replace the submodule with its files.");
  const inside = path.slice("access/".length);
  if (path.length > longestPath || !/^[A-Za-z0-9._~#/-]+$/.test(inside))
    return refuse(
      "path/bad-name",
      path.length > longestPath
        ? `The path is too long: expected at most ${longestPath} characters.`
        : "The path contains characters that are not allowed.",
      "Rename the file with lower-case letters, digits, `-` and `.`.",
    );
  if (kind === "other" || inside === "" || !path.startsWith("access/")) return unexpected();
  const parts = inside.split("/");
  const file = parts.at(-1) ?? "";
  if (parts.some((part) => part === "" || /^\.|[~#]/.test(part))) return unexpected();
  // The catalogue is generated for readers (`rolecall request-form`).
  if (file === "README.md" || path === "access/CATALOGUE.md") return "no-document";
  if (/\.(?:ya?ml|json)$/i.test(file) && !file.endsWith(".yaml"))
    return refuse(
      "path/extension",
      `The file ${file} has the wrong extension: expected .yaml.`,
      "Rename the file to end in .yaml.",
    );
  if (!file.endsWith(".yaml")) return unexpected();
  const meaning = documentAt(inside);
  return meaning === undefined ? unexpected() : { meaning };
}

function documentAt(path: string): PathMeaning | undefined {
  for (const { kind, match } of matchers) {
    const named = match(path);
    if (named !== undefined) return { kind, named };
  }
  return undefined;
}

/** Returns the paths that differ from an earlier one in letter case only. */
export function caseCollisions(entries: readonly TreeEntry[]): readonly (readonly [string, string])[] {
  const folded = new Map<string, string>();
  const collisions: (readonly [string, string])[] = [];
  for (const { path } of entries) {
    const steps = path.split("/");
    // Folders collide as files do, so every prefix is compared.
    for (let length = 1; length <= steps.length; length += 1) {
      const prefix = steps.slice(0, length).join("/");
      const known = folded.get(prefix.toLowerCase());
      if (known === undefined) folded.set(prefix.toLowerCase(), prefix);
      else if (known !== prefix) {
        collisions.push([path, known]);
        break;
      }
    }
  }
  return collisions.sort(([left], [right]) => compareText(left, right));
}

function unexpected(): PathResult {
  return refuse(
    "path/unexpected-file",
    "The file is not at a path of any kind of document, so Rolecall would not read it.",
    "Move the file to the folder of its kind, or remove it. schemas/README.md lists the folders.",
  );
}

function refuse(code: Code, message: string, remedy: string): PathResult {
  return { problem: { code, message, remedy } };
}
