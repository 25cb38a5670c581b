// Keeps the bundle that these inputs gave, so that a test run does not build it again while nothing has changed.
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "../generate/schemas.mjs";
import { ensureValidators } from "../generate/validators.mjs";
import { buildBundle } from "./build-bundle.mjs";

const cache = join(root, "node_modules", ".cache", "rolecall-bundle");

/** Everything that the bundle depends on: the sources and schemas, the build, and the packages of the lock file. */
const inputs = ["src", "schemas", ".ci/bundle", ".ci/generate", "package.json", "package-lock.json"];

/** Writes the bundle of these sources to `folder`, from the cache where a build had inputs of the same content. */
export async function cachedBundle(folder) {
  await ensureValidators();
  const kept = join(cache, digestOfInputs());
  if (!existsSync(kept)) {
    const building = join(cache, `building-${process.pid}`);
    mkdirSync(cache, { recursive: true });
    await buildBundle(building);
    for (const name of readdirSync(cache))
      if (/^[0-9a-f]{64}$/.test(name)) rmSync(join(cache, name), { recursive: true, force: true });
    // A concurrent reader sees a complete bundle or none.
    renameSync(building, kept);
  }
  cpSync(kept, folder, { recursive: true });
}

function digestOfInputs() {
  const hash = createHash("sha256").update(process.version);
  for (const input of inputs)
    for (const path of filesUnder(input)) hash.update(`\0${path}\0`).update(readFileSync(join(root, path)));
  return hash.digest("hex");
}

function filesUnder(path) {
  if (path.endsWith(".json")) return [path];
  return readdirSync(join(root, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    .sort();
}
