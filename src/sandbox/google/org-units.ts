import { sortedBy } from "../../support/compare.ts";
import type { SandboxReply } from "../core/exchange.ts";
import { etagOf } from "./etag.ts";
import { invalid } from "./refusal.ts";
import { listResource } from "./resources.ts";
import { ensureCustomer, ok } from "./route.ts";
import type { Call, Route } from "./route.ts";

export const orgUnitRoutes: readonly Route[] = [
  { method: "GET", pattern: "customer/{customerId}/orgunits", answer: listOrgUnits },
];

/** Returns all units with `type=all`, otherwise the direct children; never the root. */
function listOrgUnits({ directory, query, key }: Call): SandboxReply {
  ensureCustomer(directory, key("customerId"));
  const type = query.get("type") ?? "children";
  if (type !== "all" && type !== "children") throw invalid("type");
  const parent = directory.orgUnit(query.get("orgUnitPath") ?? "/");
  const below = parent === "/" ? "/" : `${parent}/`;
  const items = sortedBy(directory.orgUnits, (path) => path)
    .filter((path) => path !== "/" && path.startsWith(below))
    .filter((path) => type === "all" || parentOf(path) === parent)
    .map(orgUnitResource);
  return ok(listResource("admin#directory#orgUnits", "organizationUnits", { items }));
}

function orgUnitResource(orgUnitPath: string): { readonly etag: string } {
  const content = {
    kind: "admin#directory#orgUnit",
    name: orgUnitPath.slice(orgUnitPath.lastIndexOf("/") + 1),
    description: "",
    orgUnitPath,
    orgUnitId: orgUnitId(orgUnitPath),
    parentOrgUnitPath: parentOf(orgUnitPath),
    parentOrgUnitId: orgUnitId(parentOf(orgUnitPath)),
  };
  return { ...content, etag: etagOf(content) };
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/")) || "/";
}

/** Returns an id such as `id:…`; it is computed from the path, so it is the same in every run. */
export function orgUnitId(path: string): string {
  return `id:${Buffer.from(path).toString("base64url")}`;
}
