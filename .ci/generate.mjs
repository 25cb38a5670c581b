// Generates from schemas/*.schema.json: the document types, the answer types, schemas/README.md and the schemas in
// .vscode/settings.json, which are committed, and the validators, which are not. Before that it writes into the schemas
// what the table of providers gives, and the tables that follow from folders of src/. The table of the commands in README.md
// follows from their declarations. With --check it writes nothing but the validators, and fails where a committed file
// differs.
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { folderTables } from "./generate/folder-tables.mjs";
import { commonSchema, schemaOfProviders } from "./generate/provider-names.mjs";
import { readmeWithCommands } from "./generate/readme-commands.mjs";
import { readOrNone } from "./generate/read-or-none.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const isCheck = process.argv.includes("--check");
const changed = [];
const stale = [];

function commit(file, content) {
  if (readOrNone(join(root, file)) === content) return;
  if (isCheck) stale.push(file);
  else {
    writeFileSync(join(root, file), content);
    changed.push(file);
  }
}

for (const [file, content] of folderTables()) commit(file, content);
commit(commonSchema, schemaOfProviders());
// These read the schemas when they are imported.
const { answers, written } = await import("./generate/schemas.mjs");
const { types } = await import("./generate/types.mjs");
const { fieldReference } = await import("./generate/field-reference.mjs");
const { editorSettings } = await import("./generate/editor-settings.mjs");
const { ensureValidators } = await import("./generate/validators.mjs");
commit("src/formats/written.generated.ts", await types(written));
commit("src/formats/answers.generated.ts", await types(answers));
commit("schemas/README.md", await fieldReference());
commit(".vscode/settings.json", await editorSettings());
commit("README.md", await readmeWithCommands());
if (await ensureValidators()) changed.push("src/formats/validators.generated.cjs");
if (isCheck) {
  for (const file of stale) console.error(`${file} differs from what its sources give: run \`npm run generate\``);
  if (stale.length > 0) process.exitCode = 1;
} else console.log(changed.length === 0 ? "nothing to do" : `written: ${changed.join(", ")}`);
