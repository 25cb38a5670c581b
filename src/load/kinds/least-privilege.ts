import type {
  CustomRule as WrittenRule,
  ExceptionsOfARule,
  LeastPrivilegeDocument,
} from "../../formats/written.generated.ts";
import type { CustomDemand, CustomRule, LeastPrivilege, RuleExceptions, RuleSettings } from "../../model/documents.ts";
import { reportProblem, type Conversion, refsIn, rolesIn, selectorIn } from "../conversion.ts";
import { checkEntitlements, checkRoles, checkSelector } from "../check/reference-lists.ts";
import type { Known } from "../check/known-references.ts";
import type { DocumentKind } from "./document-kind.ts";

/** Settings of the built-in rules, and the organization's own rules. */
export const leastPrivilege: DocumentKind<"least-privilege", LeastPrivilege, "leastPrivilege"> = {
  name: "least-privilege",
  path: "policies/least-privilege.yaml",
  pathFields: [],
  convert: (written, conversion) => [leastPrivilegeIn(written, conversion)],
  identity: null,
  part: { field: "leastPrivilege", of: ([first = { source: null, rules: new Map(), custom: [] }]) => first },
  documents: (model) => [model.leastPrivilege],
  references: ({ source, rules, custom }, known) => {
    const file = source?.file ?? "";
    for (const [id, { except }] of rules) exceptionReferences(except, { file, field: ["rules", id, "except"], known });
    for (const { index, demand } of custom) {
      const field = ["custom", index, demand.kind];
      checkEntitlements(demand.entitlements, { file, field: [...field, "entitlements"], known });
      if (demand.kind === "forbid") checkSelector(demand.users, { file, field: [...field, "users"], known });
      if (demand.kind === "require")
        checkEntitlements(demand.holds, { file, field: [...field, "whoever", "holds"], known });
    }
  },
  owners: { codeowners: "root", edits: "root", changes: "policy" },
};

function exceptionReferences(
  { users, entitlements, roles, tags }: RuleExceptions,
  { file, field, known }: { readonly file: string; readonly field: readonly string[]; readonly known: Known },
): void {
  if (users !== null) checkSelector(users, { file, field: [...field, "users"], known });
  checkEntitlements(entitlements, { file, field: [...field, "entitlements"], known });
  checkRoles(roles, { file, field: [...field, "roles"], known });
  for (const [index, tag] of tags.entries()) known.tag(tag, { file, field: [...field, "tags", index] });
}

interface WrittenSettings {
  readonly severity?: RuleSettings["severity"];
  readonly except?: ExceptionsOfARule;
  readonly [parameter: string]: unknown;
}

function leastPrivilegeIn(written: LeastPrivilegeDocument, conversion: Conversion): LeastPrivilege {
  const ids = new Set<string>();
  const custom = (written.custom ?? []).flatMap((rule, index): readonly CustomRule[] => {
    if (ids.has(rule.id))
      reportProblem(
        conversion,
        {
          code: "identity/duplicate-id",
          message: `Duplicate rule id ${rule.id}.`,
          remedy: "Rename one of the rules.",
        },
        ["custom", index, "id"],
      );
    ids.add(rule.id);
    const demand = demandIn(rule);
    if (demand !== undefined)
      return [
        {
          source: conversion.source,
          index,
          id: rule.id as CustomRule["id"],
          severity: rule.severity,
          message: rule.message,
          demand,
        },
      ];
    reportProblem(
      conversion,
      {
        code: "schema/pattern",
        message: `The rule ${rule.id} is not valid: expected exactly one of forbid, require and holders.`,
        remedy: "Keep one of them. Write a separate rule for each of the others.",
      },
      ["custom", index],
    );
    return [];
  });
  const rules = Object.entries(written.rules ?? {}) as readonly (readonly [string, WrittenSettings])[];
  return {
    source: conversion.source,
    rules: new Map(rules.map(([id, settings]) => [id, settingsIn(settings)])),
    custom,
  };
}

function settingsIn({ severity, except, ...parameters }: WrittenSettings): RuleSettings {
  return { severity: severity ?? null, except: exceptionsIn(except), parameters: new Map(Object.entries(parameters)) };
}

function exceptionsIn(written: ExceptionsOfARule | undefined): RuleExceptions {
  return {
    users: written?.users === undefined ? null : selectorIn({ ...written.users }),
    entitlements: refsIn(written?.entitlements),
    tags: written?.tags ?? [],
    roles: rolesIn(written?.roles),
  };
}

function demandIn({ forbid, require, holders }: WrittenRule): CustomDemand | undefined {
  if ([forbid, require, holders].filter((demand) => demand !== undefined).length !== 1) return undefined;
  if (forbid !== undefined)
    return { kind: "forbid", entitlements: refsIn(forbid.entitlements), users: selectorIn({ ...forbid.users }) };
  if (require !== undefined)
    return { kind: "require", entitlements: refsIn(require.entitlements), holds: refsIn(require.whoever.holds) };
  return holders === undefined
    ? undefined
    : {
        kind: "holders",
        entitlements: refsIn(holders.entitlements),
        min: holders.min ?? null,
        max: holders.max ?? null,
      };
}
