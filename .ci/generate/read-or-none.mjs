import { readFileSync } from "node:fs";

/** Returns the text of a file; undefined where there is none. */
export function readOrNone(file) {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}
