import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { fileOf, golden, stories, toldOf } from "./golden.ts";

/* Writes the golden messages again after an intended change of wording (`npm run golden`, which lets the tests of least-privilege rules write theirs); review the difference. */
const folder = fileURLToPath(new URL("messages/", import.meta.url));
for (const [code, story] of Object.entries(stories))
  writeFileSync(`${folder}${fileOf(code)}`, golden(code, await toldOf(code, story)));
