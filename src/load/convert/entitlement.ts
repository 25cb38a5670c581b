import type { EntitlementDocument } from "../../formats/written.generated.ts";
import type { Entitlement, EntitlementRef, Selector, SystemId, Target } from "../../model/documents.ts";
import { agree, complain, type Conversion, durationIn, ownersIn, refsIn } from "./conversion.ts";

export function entitlementIn(written: EntitlementDocument, conversion: Conversion): Entitlement | undefined {
  agree(conversion, { field: "id", written: written.id, path: conversion.meaning.name });
  const [system = ""] = conversion.meaning.folders;
  const target = targetIn(written.target, conversion);
  if (target === undefined) return undefined;
  return {
    source: conversion.source,
    ref: `${system}/${written.id}` as EntitlementRef,
    system: system as SystemId,
    id: written.id,
    title: written.title,
    description: written.description ?? null,
    status: written.status ?? "active",
    target,
    previously: (written.previously ?? []).map(({ group }) => group),
    tier: written.tier,
    standing: written.standing ?? false,
    owners: ownersIn(written.owners),
    maxDuration: durationIn(written.maxDuration),
    requestable: requestableIn(written.requestable),
    tags: written.tags ?? [],
    apps: written.apps ?? [],
    settings: new Map(Object.entries(written.settings ?? {})),
    nests: refsIn(written.nests),
    membership: written.membership ?? "authoritative",
  };
}

/** Exactly one kind of target; `role` belongs to `group` alone. */
function targetIn(written: EntitlementDocument["target"], conversion: Conversion): Target | undefined {
  const kinds = Object.keys(written).filter((key) => key !== "role");
  if (kinds.length !== 1 || (written.role !== undefined && written.group === undefined)) {
    complain(
      conversion,
      {
        code: "schema/pattern",
        message: `The target names ${kinds.length === 0 ? "nothing" : kinds.join(" and ")}${written.role === undefined ? "" : " with a role"}; it has to be exactly one thing.`,
        remedy: "Write one of account, group, app, adminRole, license, task; `role` goes with a Google group only.",
      },
      ["target"],
    );
    return undefined;
  }
  if (written.group !== undefined) return { kind: "group", name: written.group, role: written.role ?? "member" };
  if (written.app !== undefined) return { kind: "app", label: written.app };
  if (written.adminRole !== undefined) return { kind: "adminRole", name: written.adminRole };
  if (written.license !== undefined) return { kind: "license", ...written.license };
  if (written.task !== undefined) return { kind: "task", ...written.task };
  return { kind: "account" };
}

function requestableIn(written: EntitlementDocument["requestable"]): Selector | boolean {
  if (written === undefined || typeof written === "boolean") return written ?? true;
  const fields = new Map<string, readonly string[]>();
  if (written.kinds !== undefined) fields.set("kind", written.kinds);
  if (written.departments !== undefined) fields.set("department", written.departments);
  return { fields, not: null };
}
