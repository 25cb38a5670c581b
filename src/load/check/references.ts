import type { AccessModel, EntitlementRef, Owner, RoleId, Scalar, Selector, UserId } from "../../model/documents.ts";
import type { Known } from "./known.ts";
import { ownerNamed } from "../../model/owner.ts";

type Field = readonly (string | number)[];

/** Every reference in the model leads to a document (`ref/*`); each is looked at once. */
export function checkReferences(model: AccessModel, known: Known): void {
  const all: Checks = {
    owners: (file, owners, field) => {
      for (const [index, owner] of owners.entries()) known.owner(owner, { file, field: [...field, index] });
    },
    users: (file, users, field) => {
      for (const [index, user] of users.entries()) known.user(user, { file, field: [...field, index] });
    },
    roles: (file, roles, field) => {
      for (const [index, role] of roles.entries()) known.role(role, { file, field: [...field, index] });
    },
    entitlements: (file, refs, field) => {
      for (const [index, ref] of refs.entries()) known.entitlement(ref, { file, field: [...field, index] });
    },
    selector: (file, selector, field) => {
      checkSelector(file, selector, { field, known });
    },
  };
  organizationReferences(model, all);
  userReferences(model, known, all);
  catalogueReferences(model, known, all);
  grantReferences(model, known);
  policyReferences(model, known, all);
  decisionReferences(model, known);
}

interface Checks {
  readonly owners: (file: string, owners: readonly Owner[], field: Field) => void;
  readonly users: (file: string, users: readonly UserId[], field: Field) => void;
  readonly roles: (file: string, roles: readonly RoleId[], field: Field) => void;
  readonly entitlements: (file: string, refs: readonly EntitlementRef[], field: Field) => void;
  readonly selector: (file: string, selector: Selector, field: Field) => void;
}

function organizationReferences({ organization }: AccessModel, all: Checks): void {
  const { file } = organization.source;
  all.owners(file, organization.rootOwners, ["rootOwners"]);
  all.users(file, organization.protected, ["protected"]);
}

function userReferences(model: AccessModel, known: Known, all: Checks): void {
  for (const user of model.users.values()) {
    const { file } = user.source;
    if (user.manager !== null) known.user(user.manager, { file, field: ["manager"] });
    if (user.sponsor !== null) known.user(user.sponsor, { file, field: ["sponsor"] });
    all.users(file, user.owners, ["owners"]);
    for (const [index, system] of user.externalIn.entries())
      known.system(system, { file, field: ["externalIn", index] });
  }
}

function catalogueReferences(model: AccessModel, known: Known, all: Checks): void {
  for (const { source, owners, account } of model.systems.values()) {
    all.owners(source.file, owners, ["owners"]);
    for (const [index, rule] of (account?.orgUnit?.rules ?? []).entries())
      all.selector(source.file, rule.when, ["account", "orgUnit", "rules", index, "when"]);
  }
  for (const { source, system, owners, nests } of model.entitlements.values()) {
    known.system(system, { file: source.file, field: [] });
    all.owners(source.file, owners, ["owners"]);
    all.entitlements(source.file, nests, ["nests"]);
  }
  for (const role of model.roles.values()) {
    const { file } = role.source;
    all.owners(file, role.owners, ["owners"]);
    all.roles(file, role.includes, ["includes"]);
    all.roles(file, role.impliedBy, ["impliedBy"]);
    all.entitlements(file, role.entitlements, ["entitlements"]);
    if (role.birthright !== null) all.selector(file, role.birthright, ["birthright"]);
  }
}

function grantReferences(model: AccessModel, known: Known): void {
  for (const { source, user, target } of model.grants) {
    const { file } = source;
    known.user(user, { file, field: ["user"] });
    if (target.kind === "role") known.role(target.role, { file, field: ["role"] });
    else known.entitlement(target.entitlement, { file, field: ["entitlement"] });
  }
}

function policyReferences(model: AccessModel, known: Known, all: Checks): void {
  for (const rule of model.separationOfDuties) {
    const { file } = rule.source;
    all.owners(file, rule.owners, ["owners"]);
    for (const [set, members] of rule.sets)
      for (const [index, member] of members.entries()) {
        const place = { file, field: ["sets", set, index] };
        if (member.kind === "role") known.role(member.role, place);
        else if (member.kind === "tag") known.tag(member.tag, place);
        else known.entitlement(member.entitlement, place);
      }
  }
  leastPrivilegeReferences(model, known, all);
  approvalReferences(model, known);
  for (const test of model.policyTests) {
    const { file } = test.source;
    const field = ["tests", test.index] as const;
    if (test.subject.kind === "user") known.user(test.subject.user, { file, field: [...field, "user"] });
    if (test.subject.kind === "users") all.selector(file, test.subject.selector, [...field, "users"]);
    all.entitlements(file, test.holds ?? [], [...field, "holds"]);
    all.entitlements(file, test.never ?? [], [...field, "never"]);
    all.entitlements(file, test.exactly ?? [], [...field, "exactly"]);
  }
}

function leastPrivilegeReferences({ leastPrivilege, baseline }: AccessModel, known: Known, all: Checks): void {
  const file = leastPrivilege.source?.file ?? "";
  for (const [id, { except }] of leastPrivilege.rules) {
    const field = ["rules", id, "except"];
    if (except.users !== null) all.selector(file, except.users, [...field, "users"]);
    all.entitlements(file, except.entitlements, [...field, "entitlements"]);
    all.roles(file, except.roles, [...field, "roles"]);
    for (const [index, tag] of except.tags.entries()) known.tag(tag, { file, field: [...field, "tags", index] });
  }
  for (const { index, demand } of leastPrivilege.custom) {
    const field = ["custom", index, demand.kind];
    all.entitlements(file, demand.entitlements, [...field, "entitlements"]);
    if (demand.kind === "forbid") all.selector(file, demand.users, [...field, "users"]);
    if (demand.kind === "require") all.entitlements(file, demand.holds, [...field, "whoever", "holds"]);
  }
  // A baseline may name files and users that are gone: `baseline/stale` says so.
  for (const { index, owner } of baseline?.entries ?? [])
    known.owner(owner, { file: baseline?.source.file ?? "", field: ["findings", index, "owner"] });
}

function approvalReferences({ approvals }: AccessModel, known: Known): void {
  if (approvals.source === null) return;
  const { file } = approvals.source;
  const approver = (name: string, field: Field): void => {
    if (name === "manager" || name === "owner") return;
    known.owner(ownerNamed(name), { file, field });
  };
  const stages = (list: readonly (readonly string[])[], field: Field): void => {
    for (const [stage, names] of list.entries())
      for (const [index, name] of names.entries()) approver(name, [...field, stage, index]);
  };
  for (const [tier, { require }] of Object.entries(approvals.tiers)) stages(require, ["tiers", tier, "require"]);
  stages(approvals.removals, ["removals", "require"]);
  for (const [index, name] of approvals.fallback.entries()) approver(name, ["fallback", index]);
}

function decisionReferences(model: AccessModel, known: Known): void {
  for (const { source, rule, user, witness } of model.waivers) {
    const { file } = source;
    known.rule(rule, { file, field: ["rule"] });
    known.user(user, { file, field: ["user"] });
    for (const [index, name] of witness.entries()) {
      const place = { file, field: ["witness", index] };
      if (name.startsWith("role:")) known.role(name.slice("role:".length) as RoleId, place);
      else known.entitlement(name, place);
    }
  }
  for (const { source, system, user } of model.adoptions) {
    known.system(system, { file: source.file, field: [] });
    known.user(user, { file: source.file, field: ["user"] });
  }
  for (const { source, system } of model.overrides) known.system(system, { file: source.file, field: ["system"] });
}

/** The only references in a selector are managers; other values are words of the organization's own. */
function checkSelector(
  file: string,
  selector: Selector,
  { field, known }: { readonly field: Field; readonly known: Known },
): void {
  const managers: readonly Scalar[] = selector.fields.get("manager") ?? [];
  for (const [index, manager] of managers.entries())
    known.user(String(manager) as UserId, {
      file,
      field: [...field, "manager", ...(managers.length > 1 ? [index] : [])],
    });
  if (selector.not !== null) checkSelector(file, selector.not, { field: [...field, "not"], known });
}
