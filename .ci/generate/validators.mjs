// Writes src/formats/validators.generated.cjs, which is not committed: every build and every test run runs this first.
import { createHash } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readOrNone } from "./read-or-none.mjs";
import { kinds, pascal, root, schemas, schemasDigest } from "./schemas.mjs";

export const validatorsFile = join(root, "src", "formats", "validators.generated.cjs");

/**
 * Writes the validators if they are missing or from different schemas, a different ajv or a different version of this file.
 *
 * @returns whether they were written.
 */
export async function ensureValidators() {
  const firstLine = header();
  if (readOrNone(validatorsFile)?.startsWith(`${firstLine}\n`) === true) return false;
  // A concurrent reader sees the previous file or the new one, never a part.
  const temporary = `${validatorsFile}.${process.pid}`;
  writeFileSync(temporary, `${firstLine}\n${await validators()}\n`);
  renameSync(temporary, validatorsFile);
  return true;
}

function header() {
  const { version } = createRequire(import.meta.url)("ajv/package.json");
  const own = readFileSync(fileURLToPath(import.meta.url), "utf8");
  const digest = createHash("sha256").update(`${schemasDigest} ${version} ${own}`).digest("hex");
  return `// Generated from schemas/ by \`npm run generate\`; do not edit. Inputs: ${digest}.`;
}

/** Returns standalone validators as CommonJS, because ajv's ESM output contains `require`. They never change the checked value. */
async function validators() {
  const [{ Ajv2020 }, { default: standaloneCode }] = await Promise.all([
    import("ajv/dist/2020.js"),
    import("ajv/dist/standalone/index.js"),
  ]);
  const ajv = new Ajv2020({
    schemas: [...schemas.values()],
    strict: true,
    allowUnionTypes: true,
    allErrors: true,
    discriminator: true,
    verbose: false,
    inlineRefs: false,
    code: { source: true, esm: false, lines: true },
  });
  const ids = Object.fromEntries(kinds.map((kind) => [`validate${pascal(kind)}`, schemas.get(kind).$id]));
  return standaloneCode.default(ajv, ids);
}
