import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The folder of the sample company: the one that contains this program's access/. */
export const sampleRoot = fileURLToPath(new URL("../../", import.meta.url));

/** Returns whether a folder is the sample company's. The sandbox has drift only for that company. */
export function isSampleRoot(root: string): boolean {
  try {
    return realpathSync(root) === realpathSync(sampleRoot);
  } catch {
    return false;
  }
}
