import type { Code } from "../diagnostics/code.ts";
import { compareText } from "../support/compare.ts";
import type { Problem } from "./problems.ts";
import type { TreeEntry } from "./tree.ts";

export const documentKinds = [
  "organization",
  "hr",
  "user",
  "role",
  "system",
  "entitlement",
  "grant",
  "separation-of-duties",
  "least-privilege",
  "approvals",
  "lifecycle",
  "baseline",
  "waiver",
  "adoption",
  "override",
  "policy-tests",
] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** What a path says about the document in it. */
export interface PathMeaning {
  readonly kind: DocumentKind;
  /** The file's name without its ending: the document's id, or its user. */
  readonly name: string;
  /** The folders between the kind's folder and the file that carry a meaning: a grant's system and entitlement, and so on. */
  readonly folders: readonly string[];
}

export type PathResult = { readonly meaning: PathMeaning } | { readonly problem: Problem } | "no-document";

const single: Readonly<Record<string, DocumentKind>> = {
  "rolecall.yaml": "organization",
  "hr.yaml": "hr",
  "policies/least-privilege.yaml": "least-privilege",
  "policies/approvals.yaml": "approvals",
  "policies/lifecycle.yaml": "lifecycle",
  "policies/baseline.yaml": "baseline",
};

const longestPath = 255;

/** What the document at a path under `access/` is (formats.md, the tree), or why the path cannot be one's. */
export function meaningOf({ path, kind }: Pick<TreeEntry, "path" | "kind">): PathResult {
  if (kind === "symlink")
    return refuse("path/symlink", "The path is a symbolic link.", "Replace the link by the file itself.");
  if (kind === "submodule")
    return refuse("path/submodule", "The path is a git submodule.", "Bring its files into this repository.");
  const inside = path.slice("access/".length);
  if (path.length > longestPath || !/^[A-Za-z0-9._~#/-]+$/.test(inside))
    return refuse(
      "path/bad-name",
      path.length > longestPath
        ? `The path is longer than ${longestPath} characters.`
        : "The path holds characters that do not belong in one.",
      "Rename it: small letters, digits, `-` and `.`.",
    );
  if (kind === "other" || inside === "" || !path.startsWith("access/")) return unexpected();
  const parts = inside.split("/");
  const file = parts.at(-1) ?? "";
  if (parts.some((part) => part === "" || /^\.|[~#]/.test(part))) return unexpected();
  if (file === "README.md") return "no-document";
  if (/\.(?:ya?ml|json)$/i.test(file) && !file.endsWith(".yaml"))
    return refuse(
      "path/extension",
      `The file ${file} does not end in .yaml, so it is not read.`,
      "Rename it to end in .yaml.",
    );
  if (!file.endsWith(".yaml")) return unexpected();
  const meaning = documentAt(parts, file.slice(0, -".yaml".length));
  return meaning === undefined ? unexpected() : { meaning };
}

function documentAt(parts: readonly string[], name: string): PathMeaning | undefined {
  const alone = single[parts.join("/")];
  if (alone !== undefined) return { kind: alone, name, folders: [] };
  const [top, ...rest] = parts.slice(0, -1);
  switch (top) {
    case "users":
      return { kind: "user", name, folders: [] };
    case "roles":
      return { kind: "role", name, folders: [] };
    case "systems":
      return rest.length === 0 ? { kind: "system", name, folders: [] } : undefined;
    case "entitlements":
      return rest.length >= 1 ? { kind: "entitlement", name, folders: rest.slice(0, 1) } : undefined;
    case "grants":
      return rest.length === 2 ? { kind: "grant", name, folders: rest } : undefined;
    case "waivers":
      return rest.length === 1 ? { kind: "waiver", name, folders: rest } : undefined;
    case "adoptions":
      return rest.length === 1 ? { kind: "adoption", name, folders: rest } : undefined;
    case "overrides":
      return rest.length === 1 ? { kind: "override", name, folders: rest } : undefined;
    case "policies":
      return rest.length === 1 && rest[0] === "separation-of-duties"
        ? { kind: "separation-of-duties", name, folders: [] }
        : undefined;
    case "tests":
      return { kind: "policy-tests", name, folders: [] };
    case undefined:
    default:
      return undefined;
  }
}

/** Paths that are one path where letter case does not count; each but the first is a finding. */
export function caseCollisions(entries: readonly TreeEntry[]): readonly (readonly [string, string])[] {
  const folded = new Map<string, string>();
  const collisions: (readonly [string, string])[] = [];
  for (const { path } of entries) {
    const steps = path.split("/");
    // Folders collide as files do, so every prefix is looked at.
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
    "Nothing under access/ has its place here, so the file would be read by nobody.",
    "Move it to the folder of its kind, or remove it; schemas/README.md lists the folders.",
  );
}

function refuse(code: Code, message: string, remedy: string): PathResult {
  return { problem: { code, message, remedy } };
}
