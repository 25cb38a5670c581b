import type { Guards, SystemDocument } from "../../formats/written.generated.ts";
import type { AccountRules, GuardLimits, System, SystemConnection, SystemId } from "../../model/documents.ts";
import { ownCustomer, providerTraits } from "../../model/provider.ts";
import { reportProblem, type Conversion, durationIn, requireField, ownersIn, selectorIn } from "../conversion.ts";
import { defaultGuards, guardsIn } from "./organization.ts";
import { checkUserField } from "../check/user-field.ts";
import { checkOwners, checkSelector } from "../check/reference-lists.ts";
import type { DocumentKind } from "./document-kind.ts";
import { byId } from "./model-part.ts";

/** Systems that Rolecall provisions or lists tasks for. */
export const system: DocumentKind<"system", System, "systems"> = {
  name: "system",
  path: "systems/<id>.yaml",
  pathFields: ["id"],
  convert: (written, conversion) => [systemIn(written, conversion, conversion.organization?.guards ?? defaultGuards)],
  identity: {
    noun: "system",
    duplicate: "identity/duplicate-id",
    of: ({ id }) => id,
    ofPath: ({ id = "" }) => id,
  },
  part: { field: "systems", of: byId },
  documents: (model) => model.systems.values(),
  references: ({ source: { file }, owners, account }, known) => {
    checkOwners(owners, { file, field: ["owners"], known });
    for (const [index, { when }] of (account?.orgUnit?.rules ?? []).entries())
      checkSelector(when, { file, field: ["account", "orgUnit", "rules", index, "when"], known });
  },
  owners: { codeowners: "root", edits: "root", changes: "system" },
};

/**
 * Converts a written system.
 *
 * @param guards the organization's guards, which a system may only tighten
 */
function systemIn(written: SystemDocument, conversion: Conversion, guards: GuardLimits): System {
  if (written.id === "roles")
    reportProblem(
      conversion,
      {
        code: "schema/pattern",
        message: "The id roles is reserved: access/grants/roles/ contains the grants of roles.",
        remedy: "Choose a different id.",
      },
      ["id"],
    );
  const { provider } = written;
  const { connection, accounts } = providerTraits[provider];
  if (connection !== null && written.connection === undefined)
    requireField(conversion, "connection", connection.reason);
  else
    for (const { name, reason } of connection?.required ?? [])
      if (written.connection?.[name] === undefined) requireField(conversion, `connection.${name}`, reason);
  if (accounts !== null && written.account === undefined)
    requireField(conversion, "account", `required for a system of ${provider}`);
  profileFields(written, conversion);
  listAttributes(written, accounts?.lists ?? [], conversion);
  looserGuards(written.guards, guards, conversion);
  return {
    source: conversion.source,
    id: written.id as SystemId,
    provider,
    title: written.title,
    owners: ownersIn(written.owners),
    mode: written.mode,
    repair: written.drift?.repair ?? [],
    connection: connectionIn(written.connection),
    account: written.account === undefined ? null : accountIn(written.account),
    guards: guardsIn(written.guards, guards),
  };
}

function connectionIn({ orgUrl, customer, credentials }: SystemDocument["connection"] = {}): SystemConnection {
  return {
    orgUrl: orgUrl ?? null,
    customer: customer ?? ownCustomer,
    ...(credentials === undefined ? {} : { credentials }),
  };
}

function accountIn(written: NonNullable<SystemDocument["account"]>): AccountRules {
  const { orgUnit } = written;
  return {
    join: written.join,
    adopt: written.adopt ?? "reviewed",
    profile: new Map(Object.entries(written.profile ?? {})),
    orgUnit:
      orgUnit === undefined
        ? null
        : {
            default: orgUnit.default,
            rules: (orgUnit.rules ?? []).map(({ when, value }) => ({ when: selectorIn({ ...when }), value })),
          },
    onLeave: written.onLeave ?? "suspend",
    onTerminate: {
      now: written.onTerminate?.now ?? "suspend",
      deactivateAfter: durationIn(written.onTerminate?.deactivateAfter),
      transferDataTo: written.onTerminate?.transferDataTo ?? null,
    },
  };
}

function profileFields({ account }: SystemDocument, conversion: Conversion): void {
  for (const [attribute, field] of Object.entries(account?.profile ?? {}))
    checkUserField(field, { conversion, attribute, at: ["account", "profile", attribute] });
}

/** Reports a list of the provider where one of its entries is meant. */
function listAttributes({ account }: SystemDocument, lists: readonly string[], conversion: Conversion): void {
  const named: readonly (readonly [string, readonly string[]])[] = [
    ...(account === undefined ? [] : ([[account.join, ["account", "join"]]] as const)),
    ...Object.keys(account?.profile ?? {}).map((name) => [name, ["account", "profile", name]] as const),
  ];
  for (const [name, field] of named)
    if (lists.includes(name))
      reportProblem(
        conversion,
        {
          code: "schema/enum",
          message: `The attribute ${name} is a list: expected the name of one entry, such as ${name}.${name === "organizations" ? "department" : "organization"}.`,
          remedy: `Add the entry after a dot: ${name}.NAME.`,
        },
        field,
      );
}

/** Reports guards that are looser than the organization's. */
function looserGuards(written: Guards | undefined, guards: GuardLimits, conversion: Conversion): void {
  const limits: readonly (readonly [readonly string[], number | undefined, number, "most" | "fewest"])[] = [
    [["removals", "count"], written?.removals?.count, guards.removals.count, "most"],
    [["removals", "share"], written?.removals?.share, guards.removals.share, "most"],
    [["removals", "floor"], written?.removals?.floor, guards.removals.floor, "most"],
    [["removals", "allowance"], written?.removals?.allowance, guards.removals.allowance, "most"],
    [["accounts", "count"], written?.accounts?.count, guards.accounts.count, "most"],
    [["scheduled", "count"], written?.scheduled?.count, guards.scheduled.count, "most"],
    [["floors", "superAdmins"], written?.floors?.superAdmins, guards.floors.superAdmins, "fewest"],
    [["floors", "groupOwners"], written?.floors?.groupOwners, guards.floors.groupOwners, "fewest"],
  ];
  for (const [field, own, limit, kind] of limits) {
    if (own === undefined || (kind === "most" ? own <= limit : own >= limit)) continue;
    reportProblem(
      conversion,
      {
        code: "schema/pattern",
        message: `The guard ${field.join(".")} is looser than the organization's: expected ${kind === "most" ? "at most" : "at least"} ${limit}, got ${own}.`,
        remedy: `Write ${limit} or ${kind === "most" ? "less" : "more"}, or ask the root owners to change access/rolecall.yaml.`,
      },
      ["guards", ...field],
    );
  }
}
