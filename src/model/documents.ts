/** The types of the access model in one import. Each is defined in the file of its concept. */
export type { AccessModel } from "./access-model.ts";
export type * from "./catalogue.ts";
export type * from "./decisions.ts";
export type * from "./grants.ts";
export type * from "./organization.ts";
export type * from "./people.ts";
export type * from "./policies.ts";
export type { Provider } from "./provider.ts";
export type { GroupRole } from "./provider-traits.ts";
export type * from "./terms.ts";
export type { Interval } from "./instant.ts";
