import type { Guards, SystemDocument } from "../../formats/written.generated.ts";
import type { AccountRules, GuardLimits, System, SystemId } from "../../model/documents.ts";
import { providerTraits } from "../../model/provider.ts";
import { didYouMean } from "../../support/did-you-mean.ts";
import { complain, type Conversion, durationIn, needs, ownersIn, selectorIn } from "../conversion.ts";
import { defaultGuards, guardsIn } from "./organization.ts";
import { checkOwners, checkSelector } from "../check/reference-lists.ts";
import type { DocumentKind } from "./document-kind.ts";
import { byId } from "./model-part.ts";

/** Systems that Rolecall provisions or lists tasks for. */
export const system: DocumentKind<"system", System, "systems"> = {
  name: "system",
  path: "systems/<id>.yaml",
  agrees: ["id"],
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

/** `guards` are the organization's: a system may only tighten them. */
function systemIn(written: SystemDocument, conversion: Conversion, guards: GuardLimits): System {
  if (written.id === "roles")
    complain(
      conversion,
      {
        code: "schema/pattern",
        message: "No system can be called roles: access/grants/roles/ holds the grants of roles.",
        remedy: "Choose another id.",
      },
      ["id"],
    );
  const { provider } = written;
  const { connection, accounts } = providerTraits[provider];
  if (connection !== null && written.connection === undefined) needs(conversion, "connection", connection.reason);
  else
    for (const { name, reason } of connection?.required ?? [])
      if (written.connection?.[name] === undefined) needs(conversion, `connection.${name}`, reason);
  if (accounts !== null && written.account === undefined)
    needs(conversion, "account", `a system of ${provider} says how users and accounts belong together`);
  profileFields(written, conversion);
  looserGuards(written.guards, guards, conversion);
  return {
    source: conversion.source,
    id: written.id as SystemId,
    provider,
    title: written.title,
    owners: ownersIn(written.owners),
    mode: written.mode,
    repair: written.drift?.repair ?? [],
    connection: { orgUrl: written.connection?.orgUrl ?? null, customer: written.connection?.customer ?? "my_customer" },
    account: written.account === undefined ? null : accountIn(written.account),
    guards: guardsIn(written.guards, guards),
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
    },
  };
}

const userFields = [
  "id",
  "kind",
  "status",
  "employeeNumber",
  "email",
  "name.display",
  "name.given",
  "name.family",
  "department",
  "title",
  "location",
  "manager",
];

function profileFields(written: SystemDocument, conversion: Conversion): void {
  for (const [attribute, field] of Object.entries(written.account?.profile ?? {})) {
    if (userFields.includes(field) || /^attributes\..+$/.test(field)) continue;
    const near = didYouMean(field, userFields);
    complain(
      conversion,
      {
        code: "schema/enum",
        message: `The profile attribute ${attribute} takes the user field ${field.slice(0, 60)}, which does not exist.`,
        remedy:
          near === undefined ? `Choose one of: ${userFields.join(", ")}, attributes.NAME.` : `Did you mean ${near}?`,
      },
      ["account", "profile", attribute],
    );
  }
}

/** Each limit of the organization, with what looser means for it. */
function looserGuards(written: Guards | undefined, guards: GuardLimits, conversion: Conversion): void {
  const limits: readonly (readonly [readonly string[], number | undefined, number, "most" | "fewest"])[] = [
    [["removals", "count"], written?.removals?.count, guards.removals.count, "most"],
    [["removals", "share"], written?.removals?.share, guards.removals.share, "most"],
    [["removals", "floor"], written?.removals?.floor, guards.removals.floor, "most"],
    [["accounts", "count"], written?.accounts?.count, guards.accounts.count, "most"],
    [["scheduled", "count"], written?.scheduled?.count, guards.scheduled.count, "most"],
    [["floors", "superAdmins"], written?.floors?.superAdmins, guards.floors.superAdmins, "fewest"],
    [["floors", "groupOwners"], written?.floors?.groupOwners, guards.floors.groupOwners, "fewest"],
  ];
  for (const [field, own, limit, kind] of limits) {
    if (own === undefined || (kind === "most" ? own <= limit : own >= limit)) continue;
    complain(
      conversion,
      {
        code: "schema/pattern",
        message: `The guard ${field.join(".")} is ${own}; the organization's is ${limit}, and a system may only tighten it.`,
        remedy: `Write ${limit} or ${kind === "most" ? "less" : "more"}, or let root owners change access/rolecall.yaml.`,
      },
      ["guards", ...field],
    );
  }
}
