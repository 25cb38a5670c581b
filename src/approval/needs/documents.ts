import type { EntitlementRef, Source, SystemId, UserId } from "../../model/documents.ts";
import type { ModelChange } from "../../plan/plan.ts";
import { assertNever } from "../../support/assert-never.ts";
import type { Need, NeedKind } from "../need.ts";
import { concernOf, namesOf, type NeedContext, needOf, rootStage } from "./context.ts";

/** Kinds of model change that other steps answer for. */
const elsewhere: ReadonlySet<string> = new Set(["user", "role", "grant"]);

/**
 * Edits of entitlements want their owners and root owners; waivers the rule's owners; everything else that bears on access
 * or approval, known to us or not, wants root owners.
 */
export function documentNeeds(context: NeedContext): readonly Need[] {
  return [...context.fieldsOf].flatMap(([key, changes]) => {
    const [kind = "", id = key] = splitKey(key);
    if (elsewhere.has(kind)) return [];
    if (kind === "entitlement") return [entitlementNeed(id, changes, context)];
    if (kind === "waiver") return waiverNeeds(id, context);
    return [rootNeed(kind, id, changes, context)];
  });
}

function splitKey(key: string): readonly string[] {
  const space = key.indexOf(" ");
  return [key.slice(0, space), key.slice(space + 1)];
}

const nobody = { users: [], owners: [], beneficiaries: [] } as const;
const fieldNames = (changes: readonly ModelChange[]): string =>
  [...new Set(changes.map(({ field }) => field))].slice(0, 6).join(", ");

function entitlementNeed(id: string, changes: readonly ModelChange[], context: NeedContext): Need {
  const old = context.base.entitlements.get(id as EntitlementRef);
  const place = (context.head.entitlements.get(id as EntitlementRef) ?? old)?.source ?? { file: null, line: null };
  const text =
    old === undefined
      ? `The entitlement ${id} is new.`
      : `The entitlement ${id} is edited (${fieldNames(changes)}): who gets it, and who approves it, follows from that.`;
  const stages = old === undefined ? [rootStage(context)] : [namesOf(old.owners), rootStage(context)];
  return needOf({ what: "entitlement", subject: id, concern: nobody, stages, why: { text, ...place } }, context);
}

function waiverNeeds(id: string, context: NeedContext): readonly Need[] {
  const find = ({ waivers }: NeedContext["base"]) => waivers.find(({ rule, user }) => `${rule}/${user}` === id);
  const old = find(context.base);
  const now = find(context.head);
  const waiver = now ?? old;
  if (waiver === undefined) return [];
  const owners = context.base.separationOfDuties.find((rule) => rule.id === waiver.rule)?.owners ?? [];
  const stages = now === undefined ? context.base.approvals.removals : [namesOf(owners)];
  if (now === undefined && stages.length === 0) return [];
  const verb = now === undefined ? "is taken away" : old === undefined ? "is accepted" : "is accepted in other terms";
  const text = `A violation of ${waiver.rule} by ${waiver.user} ${verb}.`;
  const concern = concernOf(waiver.user, owners);
  return [needOf({ what: "waiver", subject: id, concern, stages, why: { text, ...waiver.source } }, context)];
}

type RootKind = Exclude<NeedKind, "entitlement" | "waiver" | "grant" | "removal" | "user" | "identity" | "role">;

const rootKinds: Readonly<Record<string, RootKind>> = {
  organization: "organization",
  system: "system",
  "separation-of-duties": "policy",
  "least-privilege": "policy",
  custom: "policy",
  approvals: "policy",
  lifecycle: "policy",
  baseline: "policy",
  adoption: "adoption",
  override: "override",
};

function rootNeed(kind: string, id: string, changes: readonly ModelChange[], context: NeedContext): Need {
  const what = rootKinds[kind] ?? "unexplained";
  const place = sourceOf(kind, id, context.head) ?? sourceOf(kind, id, context.base);
  const beneficiary = kind === "adoption" ? (id.slice(id.indexOf("/") + 1) as UserId) : null;
  return needOf(
    {
      what,
      subject: kind === id ? id : `${kind} ${id}`,
      concern: beneficiary === null ? nobody : concernOf(beneficiary, []),
      stages: [rootStage(context)],
      why: {
        text: `${wordsOf(what)} ${kind === id ? "" : `(${kind} ${id}) `}is changed: ${fieldNames(changes)}.`,
        file: place?.file ?? null,
        line: place?.line ?? null,
      },
    },
    context,
  );
}

function wordsOf(what: RootKind): string {
  switch (what) {
    case "organization":
      return "The organization's own file";
    case "system":
      return "A system";
    case "policy":
      return "A policy";
    case "adoption":
      return "Which live account is whose";
    case "override":
      return "A guard that is lifted";
    case "approval-power":
    case "separation-of-duties":
    case "file":
    case "code":
    case "unexplained":
      return "Something that no rule of approval knows";
    default:
      return assertNever(what);
  }
}

function sourceOf(kind: string, id: string, model: NeedContext["base"]): Source | null | undefined {
  switch (kind) {
    case "organization":
      return model.organization.source;
    case "system":
      return model.systems.get(id as SystemId)?.source;
    case "separation-of-duties":
      return model.separationOfDuties.find((rule) => rule.id === id)?.source;
    case "least-privilege":
      return model.leastPrivilege.source;
    case "custom":
      return model.leastPrivilege.custom.find((rule) => rule.id === id)?.source;
    case "approvals":
      return model.approvals.source;
    case "lifecycle":
      return model.lifecycle.source;
    case "baseline":
      return model.baseline?.source;
    case "adoption":
      return model.adoptions.find(({ system, user }) => `${system}/${user}` === id)?.source;
    case "override":
      return model.overrides.find(({ source }) => source.file.endsWith(`/overrides/${id}.yaml`))?.source;
    default:
      return undefined;
  }
}

/** The files of the documents that `documentNeeds` sends to root owners. */
export function documentFiles({ fieldsOf, base, head }: NeedContext): ReadonlySet<string> {
  const files = new Set<string>();
  for (const key of fieldsOf.keys()) {
    const [kind = "", id = key] = splitKey(key);
    for (const model of [base, head]) {
      const source = sourceOf(kind, id, model);
      if (source !== null && source !== undefined) files.add(source.file);
    }
  }
  return files;
}
