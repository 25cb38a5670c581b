import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { writtenComments } from "./scenario-comments.ts";
import { fileOf, golden, scenarios, reportedBy } from "./golden.ts";

/*
 * Writes the golden messages and comments after an intended change of wording (`npm run golden`). The tests of the least-privilege
 * rules write the messages of the rules. Review the difference.
 */
const folder = fileURLToPath(new URL("messages/", import.meta.url));
for (const [code, scenario] of Object.entries(scenarios))
  writeFileSync(`${folder}${fileOf(code)}`, golden(code, await reportedBy(code, scenario)));

const comments = fileURLToPath(new URL("comments/", import.meta.url));
for (const { scenario, markdown } of await writtenComments()) writeFileSync(`${comments}${scenario.id}.md`, markdown);
