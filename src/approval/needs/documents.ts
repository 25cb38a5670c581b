import { ownerNames } from "../../model/owner.ts";
import type { AccessModel, EntitlementRef, Source, UserId, Waiver } from "../../model/documents.ts";
import type { ModelChange } from "../../plan/plan.ts";
import { assertNever } from "../../support/assert-never.ts";
import type { Need, NeedKind } from "../need.ts";
import { concernOf, type NeedContext, needOf, rootStage } from "./context.ts";

/** Kinds of model change that other steps answer for. */
const elsewhere: ReadonlySet<string> = new Set(["user", "role", "grant"]);

/**
 * Edits of entitlements want their owners and root owners; waivers the rule's owners; everything else that bears on access
 * or approval, known to us or not, wants root owners.
 */
export function documentNeeds(context: NeedContext): readonly Need[] {
  const places = new Map([...sourcesIn(context.base), ...sourcesIn(context.head)]);
  const waivers = { before: waiversIn(context.base), after: waiversIn(context.head) };
  return [...context.fieldsOf].flatMap(([key, changes]) => {
    const [kind = "", id = key] = splitKey(key);
    if (elsewhere.has(kind)) return [];
    if (kind === "entitlement") return [entitlementNeed(id, changes, context)];
    if (kind === "waiver") return waiverNeeds(id, waivers, context);
    return [rootNeed({ kind, id, place: places.get(key) }, changes, context)];
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
  const stages = old === undefined ? [rootStage(context)] : [ownerNames(old.owners), rootStage(context)];
  return needOf({ what: "entitlement", subject: id, concern: nobody, stages, why: { text, ...place } }, context);
}

const waiversIn = ({ waivers }: AccessModel): ReadonlyMap<string, Waiver> =>
  new Map(waivers.map((waiver) => [`${waiver.rule}/${waiver.user}`, waiver]));

interface WaiverSides {
  readonly before: ReadonlyMap<string, Waiver>;
  readonly after: ReadonlyMap<string, Waiver>;
}

function waiverNeeds(id: string, { before, after }: WaiverSides, context: NeedContext): readonly Need[] {
  const old = before.get(id);
  const now = after.get(id);
  const waiver = now ?? old;
  if (waiver === undefined) return [];
  const owners = context.base.separationOfDuties.find((rule) => rule.id === waiver.rule)?.owners ?? [];
  const stages = now === undefined ? context.base.approvals.removals : [ownerNames(owners)];
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

interface RootDocument {
  readonly kind: string;
  readonly id: string;
  readonly place: Source | undefined;
}

function rootNeed({ kind, id, place }: RootDocument, changes: readonly ModelChange[], context: NeedContext): Need {
  const what = rootKinds[kind] ?? "unexplained";
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

/** Where the documents that only root owners change stand, as model changes name them. */
function sourcesIn(model: AccessModel): ReadonlyMap<string, Source> {
  const found = new Map<string, Source>([["organization organization", model.organization.source]]);
  const alone = [
    ["approvals approvals", model.approvals.source],
    ["lifecycle lifecycle", model.lifecycle.source],
  ] as const;
  for (const [key, source] of alone) if (source !== null) found.set(key, source);
  for (const { id, source } of model.systems.values()) found.set(`system ${id}`, source);
  for (const { id, source } of model.separationOfDuties) found.set(`separation-of-duties ${id}`, source);
  const { source: rules } = model.leastPrivilege;
  if (rules !== null) for (const id of model.leastPrivilege.rules.keys()) found.set(`least-privilege ${id}`, rules);
  for (const { id, source } of model.leastPrivilege.custom) found.set(`custom ${id}`, source);
  const { baseline } = model;
  for (const { code, file, user } of baseline?.entries ?? [])
    if (baseline !== null)
      found.set(`baseline ${[code, file, ...(user === null ? [] : [user])].join(" ")}`, baseline.source);
  for (const { system, user, source } of model.adoptions) found.set(`adoption ${system}/${user}`, source);
  for (const { guard, source } of model.overrides) {
    const name = source.file.slice(source.file.lastIndexOf("/") + 1).replace(/\.yaml$/, "");
    found.set(`override ${guard}/${name}`, source);
  }
  return found;
}

/** The files of the documents that `documentNeeds` sends to root owners. */
export function documentFiles({ fieldsOf, base, head }: NeedContext): ReadonlySet<string> {
  const sides = [sourcesIn(base), sourcesIn(head)];
  return new Set([...fieldsOf.keys()].flatMap((key) => sides.flatMap((sources) => sources.get(key)?.file ?? [])));
}
