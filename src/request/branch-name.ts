import type { GrantTarget } from "../model/documents.ts";
import { targetFolder } from "../model/grant-target.ts";

/**
 * Returns `request/<user>/<system>/<entitlement>`, or `request/<user>/roles/<role>`: `roles` is not a valid system id. Ids
 * contain only letters, digits, `-` and `.`. Text that git rejects in a branch name (`..`, a part that ends in `.lock`) is
 * written with `-`. A renewal has a branch of its own, named after the day on which the present grant expires.
 */
export function branchName(user: string, target: GrantTarget, renews: string | null): string {
  const suffix = renews === null ? "" : `-renewal-${renews.slice(0, "2026-12-31".length)}`;
  return ["request", user, ...`${targetFolder(target)}${suffix}`.split("/")].map(part).join("/");
}

function part(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]/g, "-")
    .replaceAll(/\.(?=\.|$)|^\./g, "-")
    .replace(/\.lock$/, "-lock");
}
