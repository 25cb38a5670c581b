/** The types of the access model in one import. Each is defined in the file of its concept. */
export type { AccessModel } from "./access-model.ts";
export type { AccountRules, Entitlement, Role, System, Target } from "./catalogue.ts";
export type { Adoption, Baseline, BaselineEntry, Override, Waiver } from "./decisions.ts";
export type { Grant, GrantTarget } from "./grants.ts";
export type { GuardLimits, Organization, RemovalLimits } from "./organization.ts";
export type { User, UserKind, UserStatus } from "./people.ts";
export type { Provider } from "./provider.ts";
export type { GroupRole } from "./provider-traits.ts";
export type {
  Approvals,
  CustomDemand,
  CustomRule,
  LeastPrivilege,
  Lifecycle,
  PolicyTest,
  RuleExceptions,
  RuleSettings,
  SeparationOfDutiesRule,
  SetMember,
  TestSubject,
  TierApproval,
} from "./policies.ts";
export type { EntitlementRef, Owner, RoleId, Scalar, Selector, Source, SystemId, Tier, UserId } from "./terms.ts";
export type { Interval } from "./instant.ts";
