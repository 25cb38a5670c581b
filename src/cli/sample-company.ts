import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The folder of the company that is shipped with Rolecall: the one that holds this program's own access/. */
export const sampleRoot = fileURLToPath(new URL("../../", import.meta.url));

/** Whether a folder is the sample company's: the sandbox knows differences for that company alone. */
export function isSampleRoot(root: string): boolean {
  try {
    return realpathSync(root) === realpathSync(sampleRoot);
  } catch {
    return false;
  }
}
