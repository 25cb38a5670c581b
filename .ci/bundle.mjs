// The action's bundle. Usage:
//   node .ci/bundle.mjs [folder]           writes it; without a folder, to the committed place (the release workflow)
//   node .ci/bundle.mjs --cached folder    writes it, from the cache where the inputs have not changed (tests)
//   node .ci/bundle.mjs --check [folder]   fails if the folder differs from a build of the sources
//   node .ci/bundle.mjs --reproducible     builds it twice and fails if the bytes differ
//   node .ci/bundle.mjs --since REVISION   fails if the committed bundle is neither that of the revision nor a
//                                          build of the sources: only a release changes it
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { buildBundle } from "./bundle/build-bundle.mjs";
import { cachedBundle } from "./bundle/cached-bundle.mjs";
import { committed, committedPath, differences, filesAt, filesOf } from "./bundle/compare.mjs";

const argv = process.argv.slice(2);
const mode = argv[0]?.startsWith("--") === true ? argv.shift() : "--write";
const [named] = argv;
const folder = mode === "--since" || named === undefined ? committed : resolve(named);

function fail(names, place, expected) {
  for (const name of names)
    console.error(`${relative(process.cwd(), place) || place}/${name} differs from ${expected}`);
  if (names.length > 0) process.exitCode = 1;
  return names.length > 0;
}

/** Runs `use` with a temporary folder. */
async function inTemporary(use) {
  const temporary = mkdtempSync(join(tmpdir(), "rolecall-bundle-"));
  try {
    await use(temporary);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

async function check() {
  await inTemporary(async (fresh) => {
    await buildBundle(fresh);
    if (fail(differences(filesOf(folder), filesOf(fresh)), folder, "a build of the sources"))
      console.error("Only a release writes the bundle: do not commit a change of it.");
  });
}

async function reproducible() {
  await inTemporary((temporary) => {
    const builds = ["first", "second"].map((name) => join(temporary, name));
    for (const build of builds) {
      const built = spawnSync(process.execPath, [fileURLToPath(import.meta.url), build], { stdio: "inherit" });
      if (built.status !== 0) process.exit(built.status ?? 1);
    }
    const [first, second] = builds.map(filesOf);
    fail(differences(first, second), builds[1], "the first build");
  });
}

switch (mode) {
  case "--cached":
    if (named === undefined) throw new Error("The folder is missing. Run: node .ci/bundle.mjs --cached dist/bundle");
    await cachedBundle(folder);
    break;
  case "--check":
    await check();
    break;
  case "--reproducible":
    await reproducible();
    break;
  case "--since":
    if (named === undefined) throw new Error("The revision is missing. Run: node .ci/bundle.mjs --since HEAD^1");
    if (differences(filesAt(named, committedPath), filesOf(committed)).length === 0)
      console.log(`${committedPath} is unchanged since ${named}`);
    else await check();
    break;
  case "--write":
    await buildBundle(folder);
    console.log(`${filesOf(folder).size} files in ${relative(process.cwd(), folder)}`);
    break;
  default:
    throw new Error(`Unknown option ${mode}.`);
}
