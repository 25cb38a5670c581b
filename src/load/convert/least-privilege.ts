import type {
  BaselineDocument,
  CustomRule as WrittenRule,
  ExceptionsOfARule,
  LeastPrivilegeDocument,
} from "../../formats/written.generated.ts";
import type {
  AccessModel,
  Baseline,
  CustomDemand,
  CustomRule,
  RuleExceptions,
  RuleSettings,
  UserId,
} from "../../model/documents.ts";
import { complain, type Conversion, endIn, refsIn, rolesIn, selectorIn } from "./conversion.ts";
import { ownerNamed } from "../../model/owner.ts";

interface WrittenSettings {
  readonly severity?: RuleSettings["severity"];
  readonly except?: ExceptionsOfARule;
  readonly [parameter: string]: unknown;
}

export function leastPrivilegeIn(
  written: LeastPrivilegeDocument,
  conversion: Conversion,
): AccessModel["leastPrivilege"] {
  const ids = new Set<string>();
  const custom = (written.custom ?? []).flatMap((rule, index): readonly CustomRule[] => {
    if (ids.has(rule.id))
      complain(
        conversion,
        {
          code: "identity/duplicate-id",
          message: `Two rules are called ${rule.id}.`,
          remedy: "Give one of them another id.",
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
    complain(
      conversion,
      {
        code: "schema/pattern",
        message: `The rule ${rule.id} has to have exactly one of forbid, require and holders.`,
        remedy: "Keep one of them; write a rule of its own for each of the others.",
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

export function baselineIn(written: BaselineDocument, conversion: Conversion): Baseline {
  return {
    source: conversion.source,
    entries: written.findings.map((entry, index) => ({
      index,
      code: entry.code,
      file: entry.file,
      user: entry.user === undefined ? null : (entry.user as UserId),
      owner: ownerNamed(entry.owner),
      // A date that is none is an error of its own; the entry then lets nothing through.
      due: endIn(conversion, entry.due, ["findings", index, "due"]) ?? 0,
      reason: entry.reason ?? null,
    })),
  };
}
