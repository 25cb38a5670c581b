// Generates from schemas/*.schema.json: the document types, the answer types and schemas/README.md, which are committed,
// and the validators, which are not. With --check it writes only the validators, and fails if a committed file
// is out of date.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fieldReference } from "./generate/field-reference.mjs";
import { answers, root, written } from "./generate/schemas.mjs";
import { types } from "./generate/types.mjs";
import { ensureValidators, readOrNone } from "./generate/validators.mjs";

const isCheck = process.argv.includes("--check");
const committed = new Map([
  ["src/formats/written.generated.ts", await types(written)],
  ["src/formats/answers.generated.ts", await types(answers)],
  ["schemas/README.md", await fieldReference()],
]);
const stale = [...committed].filter(([file, content]) => readOrNone(join(root, file)) !== content);
const changed = stale.map(([file]) => file);
if (await ensureValidators()) changed.push("src/formats/validators.generated.cjs");
if (isCheck) {
  for (const [file] of stale) console.error(`${file} is out of date: run \`npm run generate\``);
  if (stale.length > 0) process.exitCode = 1;
} else {
  for (const [file, content] of stale) writeFileSync(join(root, file), content);
  console.log(changed.length === 0 ? "up to date" : `written: ${changed.join(", ")}`);
}
