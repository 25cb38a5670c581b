import type { Entitlement, AccessModel, Organization, Target } from "../../model/documents.ts";
import { assignableKey, assignableNouns, assignableOf } from "../../model/assignable.ts";
import { isPrivileged } from "../../model/lifecycle.ts";
import { assignableTraits, groupNameKey, type Provider, providerTraits, titlesWhere } from "../../model/provider.ts";
import type { GroupTraits } from "../../model/provider-traits.ts";
import type { AssignableKind } from "../../model/direct-assignment.ts";
import { findingAt, type Problem, quoted, type Report } from "../problems.ts";

/** Checks that each system supports its targets and that no two entitlements have the same target. */
export function checkTargets(model: AccessModel, organization: Organization | null, report: Report): void {
  const first = new Map<string, Entitlement>();
  for (const entitlement of model.entitlements.values()) {
    const { file } = entitlement.source;
    const provider = model.systems.get(entitlement.system)?.provider;
    for (const { field, ...problem } of targetProblems(entitlement, provider, organization))
      report(findingAt(problem, { file, field }));
    if (entitlement.target.kind === "adminRole" && !isPrivileged(entitlement.tier))
      report(findingAt(lowTier(entitlement), { file, field: ["tier"], severity: "note" }));
    const key = `${entitlement.system} ${keyOf(entitlement.target, provider)}`;
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, entitlement);
      continue;
    }
    const problem: Problem = {
      code: "entitlement/same-target",
      message: `${entitlement.ref} has the same target as ${other.ref}.`,
      remedy: `Keep one of them; the other file is ${other.source.file}.`,
    };
    report(findingAt(problem, { file, field: ["target"] }));
  }
}

const lowTier = ({ ref, tier }: Entitlement): Problem => ({
  code: "entitlement/admin-tier",
  message: `${ref} is an administrator role with tier ${tier}: its rules and approvals are those of ordinary access.`,
  remedy: "Check that the role is harmless. Otherwise write `tier: high` or `tier: critical`.",
});

type TargetProblem = Problem & { readonly field: readonly (string | number)[] };

function* targetProblems(
  { target, apps, settings, profile, nests, externalMembers, system }: Entitlement,
  provider: Provider | undefined,
  organization: Organization | null,
): Iterable<TargetProblem> {
  if (provider === undefined) return; // reported as ref/unknown-system
  const { title, targets, groups } = providerTraits[provider];
  if (!targets.includes(target.kind))
    yield {
      code: "schema/enum",
      message: `A system of ${provider} does not support the target ${target.kind}.`,
      remedy: `Write one of: ${targets.join(", ")}.`,
      field: ["target", target.kind],
    };
  const group = target.kind === "group" && groups !== null ? { ...groups, role: target.role, name: target.name } : null;
  if (group !== null && !group.roles.includes(group.role))
    yield misplaced("role", `${title} groups have ${group.roles.map((role) => `${role}s`).join(", ")} only`, [
      "target",
      "role",
    ]);
  if (apps.length > 0 && group?.listsApps !== true)
    yield misplaced("apps", `it belongs to ${titlesWhere(({ listsApps }) => listsApps)} groups`, ["apps"]);
  const assignable = assignableOf(target);
  if (profile.size > 0 && (assignable === null || assignableTraits(provider, assignable.kind)?.hasProfile !== true))
    yield misplaced("profile", `it belongs to ${titlesWithProfile()}`, ["profile"]);
  const isMember = group?.role === "member";
  if (settings.size > 0 && !(isMember && hasSettings(group)))
    yield misplaced("settings", memberOf(titlesWhere(hasSettings)), ["settings"]);
  else if (group !== null) yield* settingProblems(settings, group.settings, title);
  if (nests.length > 0 && !(isMember && group.canNest))
    yield misplaced("nests", memberOf(titlesWhere(({ canNest }) => canNest)), ["nests"]);
  if (externalMembers.length > 0 && !(isMember && group.takesOutsideAddresses))
    yield misplaced("externalMembers", memberOf(titlesWhere(({ takesOutsideAddresses }) => takesOutsideAddresses)), [
      "externalMembers",
    ]);
  for (const [index, nested] of nests.entries())
    if (!nested.startsWith(`${system}/`))
      yield {
        code: "schema/enum",
        message: `\`nests\` names ${nested}, but a group of ${system} can contain only groups of ${system}.`,
        remedy: "Remove the entry, or name a group of the same system.",
        field: ["nests", index],
      };
  if (group?.identifiedBy === "address") yield* addressProblem(group.name, title, organization);
}

/** Returns what can have a profile, for a message: `an Okta app`. */
function titlesWithProfile(): string {
  return Object.values(providerTraits)
    .flatMap(({ title, assignables }) =>
      Object.entries(assignables).flatMap(([kind, { hasProfile }]) =>
        hasProfile ? [`${title} ${assignableNouns[kind as AssignableKind]}s`] : [],
      ),
    )
    .join(" or ");
}

const hasSettings = (group: GroupTraits): boolean => Object.keys(group.settings).length > 0;

/** Reports a setting that Rolecall does not manage, and a value that the setting does not have. */
function* settingProblems(
  settings: Entitlement["settings"],
  known: GroupTraits["settings"],
  title: string,
): Iterable<TargetProblem> {
  for (const [name, value] of settings) {
    const values = Object.hasOwn(known, name) ? known[name] : undefined;
    const field = ["settings", name];
    if (values === undefined)
      yield {
        code: "schema/unknown-field",
        message: `${quoted(name)} is not a setting of a ${title} group that Rolecall manages.`,
        remedy: `Remove it, or write one of: ${Object.keys(known).join(", ")}.`,
        field,
      };
    else if (!values.includes(String(value)))
      yield {
        code: "schema/enum",
        message: `${quoted(String(value))} is not a value of the setting ${name}.`,
        remedy: `Write one of: ${values.join(", ")}.`,
        field,
      };
  }
}

const memberOf = (titles: string): string => `it belongs to the \`member\` entitlement of a ${titles} group`;

function* addressProblem(name: string, title: string, organization: Organization | null): Iterable<TargetProblem> {
  const field = ["target", "group"];
  if (!/^[A-Za-z0-9._'+-]+@[A-Za-z0-9.-]+$/.test(name)) {
    yield {
      code: "identity/bad-address",
      message: `${quoted(name)} is not a valid address of a ${title} group.`,
      remedy: "Write it as name@domain.",
      field,
    };
    return;
  }
  const domain = name.slice(name.lastIndexOf("@") + 1).toLowerCase();
  if (organization === null || organization.groupDomains.includes(domain)) return;
  yield {
    code: "identity/domain-not-allowed",
    message: `${domain} is not a domain of the organization's groups.`,
    remedy: "Use one of the `groupDomains` (default: `domains`) of access/rolecall.yaml.",
    field,
  };
}

function misplaced(name: string, why: string, field: readonly string[]): TargetProblem {
  return {
    code: "schema/unknown-field",
    message: `\`${name}\` is not allowed here: ${why}.`,
    remedy: `Remove \`${name}:\`.`,
    field,
  };
}

/** Returns a key that is equal for targets that are the same object at the provider. */
function keyOf(target: Target, provider: Provider | undefined): string {
  switch (target.kind) {
    case "account":
      return "account";
    case "group":
      return `group ${provider === undefined ? target.name : groupNameKey(provider, target.name)} ${target.role}`;
    case "app":
    case "adminRole":
    case "license":
      return assignableKey(assignableOf(target));
    case "task":
      return `task ${target.grant} ${target.revoke}`;
  }
}
