import type { GrantTarget } from "../model/documents.ts";
import { targetFolder } from "../model/grant-target.ts";

/**
 * `request/<user>/<system>/<entitlement>`, or `request/<user>/roles/<role>`: `roles` is no system's id. Ids hold letters,
 * digits, `-` and `.` alone; what git refuses in a branch's name (`..`, a part that ends in `.lock`) is written with `-`.
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
