import type { Directory } from "./directory.ts";
import { orgUnitId } from "./org-units.ts";
import type { GoogleSeedLicense, GoogleSeedRole } from "./seed.ts";

/** Adds a SKU and the users that hold it. */
export function seedLicense(directory: Directory, license: GoogleSeedLicense): void {
  const { product, sku, productName = product, skuName = sku, seats = null, isAutomatic = false, users } = license;
  const holders = new Set(users.map((address) => directory.user(address).id));
  directory.licenses.put({ product, sku, productName, skuName, seats, isAutomatic, holders });
}

/** Adds a role that the tenant does not have yet, and its assignments. */
export function seedRole(directory: Directory, { roleName: name, roleDescription, assignments }: GoogleSeedRole): void {
  const { roles } = directory;
  const role =
    roles.named(name) ?? roles.add({ name, description: roleDescription ?? "", isSystem: false, isSuperAdmin: false });
  for (const { assignee: key, orgUnit, condition = null } of assignments) {
    const found = directory.find(key);
    const assignee = found === undefined ? key : found.kind === "user" ? found.user.id : found.group.id;
    roles.assign({
      role: role.id,
      assignee,
      assigneeType: found?.kind ?? "user",
      // Assignments show the id of the unit without the prefix of the id that the unit itself shows.
      orgUnit: orgUnit === undefined ? null : orgUnitId(directory.orgUnit(orgUnit)).slice("id:".length),
      condition,
    });
  }
}
