import type { Entitlement, AccessModel, Organization, Provider, Target } from "../../model/documents.ts";
import { findingAt, type Problem, quoted, type Report } from "../problems.ts";

/** What each provider can give (formats.md, target). */
const targetsOf: Readonly<Record<Provider, readonly Target["kind"][]>> = {
  okta: ["account", "group", "app", "adminRole"],
  google: ["account", "group", "license", "adminRole"],
  manual: ["task"],
};

/** Each target is one that its system can give, and no two entitlements give the same thing. */
export function checkTargets(model: AccessModel, organization: Organization | null, report: Report): void {
  const first = new Map<string, Entitlement>();
  for (const entitlement of model.entitlements.values()) {
    const { file } = entitlement.source;
    const provider = model.systems.get(entitlement.system)?.provider;
    for (const { field, ...problem } of targetProblems(entitlement, provider, organization))
      report(findingAt(problem, { file, field }));
    const key = `${entitlement.system} ${keyOf(entitlement.target, provider)}`;
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, entitlement);
      continue;
    }
    const problem = {
      code: "entitlement/same-target",
      message: `${entitlement.ref} gives the same as ${other.ref}.`,
      remedy: `Keep one of them; the other file is ${other.source.file}.`,
    };
    report(findingAt(problem, { file, field: ["target"] }));
  }
}

function* targetProblems(
  { target, apps, settings, nests }: Entitlement,
  provider: Provider | undefined,
  organization: Organization | null,
): Iterable<Problem & { readonly field: readonly string[] }> {
  if (provider === undefined) return; // ref/unknown-system says so
  if (!targetsOf[provider].includes(target.kind))
    yield {
      code: "schema/enum",
      message: `A system of ${provider} gives no ${target.kind}.`,
      remedy: `Write one of: ${targetsOf[provider].join(", ")}.`,
      field: ["target", target.kind],
    };
  const isGroup = target.kind === "group";
  if (isGroup && provider === "okta" && target.role !== "member")
    yield misplaced("role", "Okta groups have members only", ["target", "role"]);
  if (apps.length > 0 && !(isGroup && provider === "okta"))
    yield misplaced("apps", "it belongs to Okta groups", ["apps"]);
  const isGoogleMember = isGroup && provider === "google" && target.role === "member";
  if (settings.size > 0 && !isGoogleMember)
    yield misplaced("settings", "it belongs to the `member` entitlement of a Google group", ["settings"]);
  if (nests.length > 0 && !isGoogleMember)
    yield misplaced("nests", "it belongs to the `member` entitlement of a Google group", ["nests"]);
  if (isGroup && provider === "google") yield* addressProblem(target.name, organization);
}

function* addressProblem(
  name: string,
  organization: Organization | null,
): Iterable<Problem & { readonly field: readonly string[] }> {
  const field = ["target", "group"];
  if (!/^[A-Za-z0-9._'+-]+@[A-Za-z0-9.-]+$/.test(name)) {
    yield {
      code: "identity/bad-address",
      message: `${quoted(name)} is no address of a Google group.`,
      remedy: "Write it as name@domain.",
      field,
    };
    return;
  }
  const domain = name.slice(name.lastIndexOf("@") + 1).toLowerCase();
  if (organization === null || organization.groupDomains.includes(domain)) return;
  yield {
    code: "identity/domain-not-allowed",
    message: `${domain} is no domain of the organization's groups.`,
    remedy: "Use a domain of `groupDomains` (default: `domains`) in access/rolecall.yaml.",
    field,
  };
}

function misplaced(name: string, why: string, field: readonly string[]) {
  return {
    code: "schema/unknown-field",
    message: `\`${name}\` does not belong here: ${why}.`,
    remedy: `Remove \`${name}:\`.`,
    field,
  };
}

/** Okta's group names match exactly; Google's addresses ignore letter case. */
function keyOf(target: Target, provider: Provider | undefined): string {
  switch (target.kind) {
    case "account":
      return "account";
    case "group":
      return `group ${provider === "google" ? target.name.toLowerCase() : target.name} ${target.role}`;
    case "app":
      return `app ${target.label}`;
    case "adminRole":
      return `adminRole ${target.name}`;
    case "license":
      return `license ${target.product} ${target.sku}`;
    case "task":
      return `task ${target.grant} ${target.revoke}`;
  }
}
