import type { CatalogueModel } from "./catalogue.ts";
import type { DecisionsModel } from "./decisions.ts";
import type { GrantsModel } from "./grants.ts";
import type { OrganizationModel } from "./organization.ts";
import type { PeopleModel } from "./people.ts";
import type { PoliciesModel } from "./policies.ts";

/** All documents under `access/`, resolved: each reference leads to an object. */
export interface AccessModel
  extends OrganizationModel, PeopleModel, CatalogueModel, GrantsModel, PoliciesModel, DecisionsModel {}
