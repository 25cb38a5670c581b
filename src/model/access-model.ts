import type { CatalogueModel } from "./catalogue.ts";
import type { DecisionsModel } from "./decisions.ts";
import type { GrantsModel } from "./grants.ts";
import type { OrganizationModel } from "./organization.ts";
import type { PeopleModel } from "./people.ts";
import type { PoliciesModel } from "./policies.ts";

/** Everything that is written under `access/`, resolved: every reference in it has its object. */
export interface AccessModel
  extends OrganizationModel, PeopleModel, CatalogueModel, GrantsModel, PoliciesModel, DecisionsModel {}
