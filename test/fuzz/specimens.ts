import { fileURLToPath } from "node:url";
import type { Tree, TreeEntry } from "../../src/load/tree.ts";
import { folderSource } from "../../src/source/folder-source.ts";
import { randomFrom } from "../property/random.ts";
import { moreDocuments } from "./more-documents.ts";
import { type Mutant, mutate, type Specimen } from "./mutate.ts";

/** Small trees: each is a file of the sample company with the files that it needs. */
export interface Specimens {
  readonly count: number;
  readonly treeOf: (position: number) => Tree;
  /** Returns the case of a seed: the tree of a specimen with one mutated file. */
  readonly caseOf: (seed: number) => { readonly mutant: Mutant; readonly tree: Tree };
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
/** The files that every tree needs. */
const always = ["access/rolecall.yaml", "access/users/executive/amara-okonkwo.yaml"];
/** Matches an id, a reference of two ids, or a tag of a rule. */
const word = /tag:[a-z:-]+|[a-z0-9][a-z0-9.-]*(?:\/[a-z0-9][a-z0-9.-]*)?/g;

const asEntry = (path: string, content: string | Uint8Array, kind: TreeEntry["kind"] = "file"): TreeEntry => {
  const bytes = kind !== "file" ? new Uint8Array(0) : typeof content === "string" ? encoder.encode(content) : content;
  return { path, kind, size: bytes.length, bytes };
};

/** Reads the files of the sample company and the additional documents as specimens. Reads the disk once. */
export async function readSpecimens(): Promise<Specimens> {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const read = await folderSource(root).read();
  const files = new Map(
    [...read.entries, ...Object.entries(moreDocuments).map(([path, text]) => asEntry(path, text))]
      .filter(({ path }) => path.endsWith(".yaml"))
      .map((entry) => [entry.path, entry]),
  );
  const textOf = (path: string): string => decoder.decode(files.get(path)?.bytes ?? new Uint8Array(0));
  const named = namesOf([...files.keys()], textOf);
  const plainer = new Map([...files.keys()].map((path) => [path, withoutAnswerable(path, textOf(path))]));
  const backgrounds = new Map([...plainer].map(([path, text]) => [path, asEntry(path, text)]));
  const around = new Map(
    [...files.keys()].map((path) => [
      path,
      closure(path, { textOf: (near) => (near === path ? textOf(near) : (plainer.get(near) ?? "")), named }),
    ]),
  );
  const paths = [...files.keys()].sort();
  const kinds = [...kindsOf(paths).values()];
  const treeOf = (position: number): Tree => {
    const path = paths[position % paths.length] ?? "";
    const entries = (around.get(path) ?? []).flatMap((near) => (near === path ? files : backgrounds).get(near) ?? []);
    return { exists: true, entries };
  };
  const caseOf = (seed: number) => {
    const random = randomFrom(seed);
    // Each document kind is equally likely, for any number of files.
    const chosen = random.one(random.one(kinds));
    const tree = together(
      treeOf(paths.indexOf(chosen)),
      random.chance(0.15) ? treeOf(random.below(paths.length)) : null,
    );
    // Mostly the file itself, sometimes a file that it needs.
    const path = random.chance(0.8) ? chosen : random.one(tree.entries).path;
    const near = [...named].flatMap(([name, definition]) =>
      tree.entries.some((entry) => entry.path === definition) ? [name] : [],
    );
    const specimen: Specimen = {
      path,
      text: textOf(path),
      names: near.length > 0 && random.chance(0.7) ? near : [...named.keys()],
    };
    const mutant = mutate(specimen, random);
    const entry = asEntry(mutant.path, mutant.content, mutant.kind);
    return { mutant, tree: { exists: true, entries: [...tree.entries.filter((other) => other.path !== path), entry] } };
  };
  return { count: paths.length, treeOf, caseOf };
}

/** Returns the defining file by id or reference. */
function namesOf(paths: readonly string[], textOf: (path: string) => string): ReadonlyMap<string, string> {
  const defining =
    /^access\/(?:(users|roles|systems)\/(?:.*\/)?|entitlements\/([^/]+)\/(?:.*\/)?|policies\/separation-of-duties\/)([^/]+)\.yaml$/;
  return new Map(
    paths.flatMap((path) => {
      const [, , system, id] = defining.exec(path) ?? [];
      if (id === undefined) return [];
      const tags = system === undefined ? [] : [...textOf(path).matchAll(/\bduty:[a-z-]+/g)];
      return [
        [system === undefined ? id : `${system}/${id}`, path] as const,
        ...tags.map(([tag]) => [`tag:${tag}`, path] as const),
      ];
    }),
  );
}

/** Merges two trees, so that the same rules apply to unrelated files. */
function together(tree: Tree, other: Tree | null): Tree {
  const known = new Set(tree.entries.map(({ path }) => path));
  return other === null
    ? tree
    : { exists: true, entries: [...tree.entries, ...other.entries.filter(({ path }) => !known.has(path))] };
}

/** Groups paths by folder under access/, or by name for a kind with one file. */
function kindsOf(paths: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const kinds = new Map<string, string[]>();
  for (const path of paths) {
    const [, top = "", next = ""] = path.split("/");
    const kind = top === "policies" ? `${top}/${next}` : top;
    kinds.set(kind, [...(kinds.get(kind) ?? []), path]);
  }
  return kinds;
}

/** Returns a context file without managers and owners, so that the tree does not need them. */
function withoutAnswerable(path: string, text: string): string {
  if (path.startsWith("access/users/")) return text.replace(/^manager: .*$/m, "manager: none");
  return text.replace(/^owners: .*$/m, 'owners: ["@acme/security"]').replace(/^protected: .*$/m, "protected: []");
}

interface Known {
  readonly textOf: (path: string) => string;
  readonly named: ReadonlyMap<string, string>;
}

/** Returns a file and all files that it references, directly or indirectly. An entitlement also needs its system. */
function closure(start: string, { textOf, named }: Known): readonly string[] {
  const reached = new Set([...always, start]);
  for (const path of reached) {
    const system = /^access\/(?:entitlements|grants|adoptions)\/([^/]+)\//.exec(path)?.[1];
    const words = textOf(path).match(word) ?? [];
    for (const name of system === undefined ? words : [system, ...words]) {
      const definition = named.get(name);
      if (definition !== undefined) reached.add(definition);
    }
  }
  return [...reached].sort();
}
