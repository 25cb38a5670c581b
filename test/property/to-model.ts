import type { AccessModel, RoleId, Selector } from "../../src/model/documents.ts";
import type { Company, Who } from "../reference/company.ts";
import { aModel, ref, selector, userId } from "../support/model.ts";

/** Converts a plain company to the product's model. */
export function toModel(company: Company): AccessModel {
  const world = aModel();
  for (const { id, owners, ...fields } of company.users) world.user(id, { ...fields, owners: owners.map(userId) });
  for (const { ref: name, tier, retired, tags, nests } of company.entitlements)
    world.entitlement(name, { tier, tags, status: retired ? "retired" : "active", nests: nests.map(ref) });
  for (const { id, rights, birthright, allowKinds, includes, impliedBy } of company.roles)
    world.role(id, rights, {
      birthright: birthright === null ? null : toSelector(birthright),
      allowKinds,
      includes: includes.map((role) => role as RoleId),
      impliedBy: impliedBy.map((role) => role as RoleId),
    });
  for (const { user, what, ...times } of company.grants) world.grant(user, what, times);
  for (const { id, sets, atMost, countsEligible } of company.rules)
    world.keepApart(id, sets, { atMost, count: countsEligible ? ["active", "eligible"] : ["active"] });
  return world.build();
}

function toSelector({ not, ...fields }: Who): Selector {
  return selector(fields, not === undefined ? null : toSelector(not));
}
