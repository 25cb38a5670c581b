import type { GrantTarget } from "../model/documents.ts";
import { targetFolder } from "../model/grant-target.ts";

/**
 * Returns `request/<user>/<system>/<entitlement>`, or `request/<user>/roles/<role>`: `roles` is not a valid system id. Ids
 * contain only letters, digits, `-` and `.`. Text that git rejects in a branch name (`..`, a part that ends in `.lock`) is
 * written with `-`.
 */
export function branchName(user: string, target: GrantTarget): string {
  return ["request", user, ...targetFolder(target).split("/")].map(part).join("/");
}

function part(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]/g, "-")
    .replaceAll(/\.(?=\.|$)|^\./g, "-")
    .replace(/\.lock$/, "-lock");
}
