// Runs the tests that a change can affect: `npm run test:fast`, or `npm run test:fast -- BASE` to compare with a
// commit other than the merge base with main. Tests that read files without imports are in the table below.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Folders that tests read as data, with these tests. */
const readBy = {
  "access/": ["test/sample", "test/cli/commands.test.ts"],
  "schemas/": ["test/formats", "test/load"],
  ".github/": ["test/workflows", "test/codeowners", "test/action", "test/docs"],
  ".ci/": ["test/workflows", "test/formats", "test/action"],
  "docs/": ["test/docs"],
  "README.md": ["test/docs"],
  "src/": ["test/architecture", "test/docs"],
  "test/": ["test/architecture", "test/docs"],
};

const git = (...args) => {
  const { status, stdout } = spawnSync("git", args, { cwd: root, encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
};

const base = process.argv[2] ?? git("merge-base", "HEAD", "origin/main") ?? git("merge-base", "HEAD", "main") ?? "HEAD";
const changed = [
  ...(git("diff", "--name-only", base) ?? "").split("\n"),
  ...(git("ls-files", "--others", "--exclude-standard") ?? "").split("\n"),
].filter((path) => path !== "");
if (changed.length === 0) {
  console.log(`No files differ from ${base}.`);
  process.exit(0);
}

const vitest = fileURLToPath(new URL("../node_modules/vitest/vitest.mjs", import.meta.url));
const run = (args) => spawnSync(process.execPath, [vitest, ...args], { cwd: root, stdio: "inherit" }).status ?? 1;

const sources = changed.filter((path) => /^(src|test)\/.*\.ts$/.test(path));
const folders = Object.entries(readBy).flatMap(([path, tests]) =>
  changed.some((file) => file.startsWith(path)) ? tests : [],
);
console.log(`${changed.length} files differ from ${base}.`);
const results = [
  sources.length === 0 ? 0 : run(["related", "--run", "--passWithNoTests", ...sources]),
  folders.length === 0 ? 0 : run(["run", "--passWithNoTests", ...new Set(folders)]),
];
process.exitCode = Math.max(...results);
