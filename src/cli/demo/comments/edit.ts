import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A change of one file; the path is relative to the folder that contains `access/`. */
export type Edit =
  | { readonly kind: "write"; readonly path: string; readonly text: string }
  | { readonly kind: "replace"; readonly path: string; readonly from: string; readonly to: string }
  | { readonly kind: "remove"; readonly path: string };

export const write = (path: string, text: string): Edit => ({ kind: "write", path, text });

export const remove = (path: string): Edit => ({ kind: "remove", path });

export const replace = (path: string, from: string, to: string): Edit => ({ kind: "replace", path, from, to });

/** Returns the edit that writes a grant of an entitlement. `lines` are the fields after `entitlement`. */
export const grant = (user: string, entitlement: string, lines: string): Edit =>
  write(`access/grants/${entitlement}/${user}.yaml`, `user: ${user}\nentitlement: ${entitlement}\n${lines}`);

/**
 * Makes an edit in a folder.
 * @throws Error when the text to replace is not there exactly once: the scenario no longer fits the company
 */
export function makeEdit(root: string, edit: Edit): void {
  const file = join(root, edit.path);
  switch (edit.kind) {
    case "write":
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, edit.text);
      return;
    case "replace": {
      const text = readFileSync(file, "utf8");
      if (text.split(edit.from).length !== 2)
        throw new Error(`${edit.path} does not contain ${JSON.stringify(edit.from)} exactly once`);
      writeFileSync(
        file,
        text.replace(edit.from, () => edit.to),
      );
      return;
    }
    case "remove":
      rmSync(file);
  }
}
