import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import { anchorsOf, linksOf } from "./markdown-page.ts";
import { exists, fileAt, filesBelow, isFolder, type RepositoryFile } from "./repository-files.ts";

const pages: readonly RepositoryFile[] = [
  ...["README.md", "CHANGELOG.md", "access/README.md", "schemas/README.md", "src/ARCHITECTURE.md"].map(fileAt),
  ...filesBelow("docs", ".md"),
  ...filesBelow(".github", ".md").filter(({ path }) => !path.includes("/dist/")),
  ...filesBelow("test", ".md"),
];

/** Returns the broken links of a page, with their line. */
function broken(page: RepositoryFile): readonly string[] {
  return linksOf(page)
    .filter(({ path, anchor }) => {
      const file = path === "" ? page.path : posix.join(posix.dirname(page.path), path);
      if (path !== "" && !exists(file)) return true;
      if (anchor === "") return false;
      if (isFolder(file) || !file.endsWith(".md")) return true;
      return !anchorsOf(path === "" ? page : fileAt(file)).has(anchor);
    })
    .map(({ line, target }) => `${page.path}:${line}: ${target}`);
}

describe("the links of the pages", () => {
  it.each(pages.map((page) => [page.path, page] as const))("resolve: %s", (_, page) => {
    expect(broken(page)).toEqual([]);
  });

  it("are broken if the file or the anchor does not exist", () => {
    const page = {
      path: "docs/example.md",
      text: "# Example\n\nSee [one](missing.md), [two](invariants.md#i99),\n[three](invariants.md#i23) and [four](#example).\n",
    };
    expect(broken(page)).toEqual(["docs/example.md:3: missing.md", "docs/example.md:3: invariants.md#i99"]);
  });
});

/** Paths in code spans that name a file or folder of this repository. */
const pathSpan = /`((?:src|test|docs|access|schemas|\.github|\.ci)\/[\w@./-]+)`/g;

describe("the paths that docs/ names", () => {
  it.each(filesBelow("docs", ".md").map((page) => [page.path, page] as const))("exist: %s", (_, { text }) => {
    const paths = [...text.matchAll(pathSpan)].map(([, path = ""]) => path);
    expect(paths.filter((path) => !path.startsWith("access/") && !exists(path))).toEqual([]);
  });
});

it("lists every page in the index of docs/", () => {
  const targets = new Set(linksOf(fileAt("docs/README.md")).map(({ path }) => posix.join("docs", path)));
  const index = new Set(
    ["docs/decisions", "docs/recipes"].flatMap((folder) =>
      linksOf(fileAt(`${folder}/README.md`)).map(({ path }) => posix.join(folder, path)),
    ),
  );
  const unnamed = filesBelow("docs", ".md")
    .map(({ path }) => path)
    .filter((path) => path !== "docs/README.md" && !targets.has(path) && !index.has(path));
  expect(unnamed).toEqual([]);
});
