import { readdirSync, readFileSync } from "node:fs";

const folder = ".github/workflows";

/** The texts of the workflow files of this repository, by file name. */
export const shipped: ReadonlyMap<string, string> = new Map(
  readdirSync(folder).map((name) => [name, readFileSync(`${folder}/${name}`, "utf8")]),
);
