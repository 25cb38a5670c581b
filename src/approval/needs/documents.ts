import { ownerNames } from "../../model/owner.ts";
import { documentKinds, isDocumentKind } from "../../load/kinds/index.ts";
import type { OwnNeed, RootNeed } from "../../load/kinds/document-kind.ts";
import type { AccessModel, EntitlementRef, Source, UserId, Waiver } from "../../model/documents.ts";
import { documentsOf } from "../../plan/model-changes/by-kind.ts";
import { adoptionId, waiverId } from "../../plan/model-changes/people.ts";
import type { ModelChange } from "../../plan/plan.ts";
import { PairMap, type ReadonlyPairMap } from "../../support/pair-map.ts";
import type { Need } from "../need.ts";
import { concernOf, type NeedContext, needOf, rootStage } from "./context.ts";

/**
 * Returns the needs of changed documents. Edits of entitlements need their owners and root owners, and waivers need the
 * rule's owners. Every other change that affects access or approval needs root owners, also of an unknown kind. Users,
 * roles and grants have their own steps.
 */
export function documentNeeds(context: NeedContext): readonly Need[] {
  const sources = sourcesIn(context);
  const waivers = { before: waiversIn(context.base), after: waiversIn(context.head) };
  return [...context.fieldsOf.entries()].flatMap(([kind, id, changes]) => {
    const need = needFor(kind);
    switch (need) {
      case "user":
      case "role":
      case "grant":
        return [];
      case "entitlement":
        return [entitlementNeed(id, changes, context)];
      case "waiver":
        return waiverNeeds(id, waivers, context);
      case "organization":
      case "system":
      case "policy":
      case "adoption":
      case "override":
      case "unexplained":
        return [rootNeed({ need, kind, id, place: sources.get(kind, id)?.at(-1) }, changes, context)];
    }
  });
}

/** Returns the need of a changed document by its kind. An unknown kind is unexplained. */
function needFor(kind: string): RootNeed | OwnNeed | "unexplained" {
  // The organization's own rules are entries of least-privilege.yaml.
  const document = kind === "custom" ? "least-privilege" : kind;
  return (isDocumentKind(document) ? documentKinds[document].owners.changes : null) ?? "unexplained";
}

const noConcern = { users: [], owners: [], beneficiaries: [] } as const;
const fieldNames = (changes: readonly ModelChange[]): string =>
  [...new Set(changes.map(({ field }) => field))].slice(0, 6).join(", ");

function entitlementNeed(id: string, changes: readonly ModelChange[], context: NeedContext): Need {
  const old = context.base.entitlements.get(id as EntitlementRef);
  const place = (context.head.entitlements.get(id as EntitlementRef) ?? old)?.source ?? { file: null, line: null };
  const text =
    old === undefined
      ? `The entitlement ${id} is new.`
      : `The entitlement ${id} is edited (${fieldNames(changes)}): these fields decide who gets it and who approves it.`;
  const stages = old === undefined ? [rootStage(context)] : [ownerNames(old.owners), rootStage(context)];
  const about = { user: null, entitlements: [], document: { kind: "entitlement", id } };
  return needOf(
    { what: "entitlement", subject: id, about, concern: noConcern, stages, why: { text, ...place } },
    context,
  );
}

const waiversIn = ({ waivers }: AccessModel): ReadonlyMap<string, Waiver> =>
  new Map(waivers.map((waiver) => [waiverId(waiver), waiver]));

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
  const verb =
    now === undefined ? "is no longer accepted" : old === undefined ? "is accepted" : "is accepted with other terms";
  const text = `A violation of ${waiver.rule} by ${waiver.user} ${verb}.`;
  const concern = concernOf(waiver.user, owners);
  const about = { user: waiver.user, entitlements: [], document: { kind: "waiver", id } };
  return [needOf({ what: "waiver", subject: id, about, concern, stages, why: { text, ...waiver.source } }, context)];
}

interface RootDocument {
  readonly need: RootNeed | "unexplained";
  readonly kind: string;
  readonly id: string;
  readonly place: Source | undefined;
}

const subjects: Readonly<Record<RootDocument["need"], string>> = {
  organization: "The organization's own file",
  system: "A system",
  policy: "A policy",
  adoption: "An account adoption",
  override: "A guard override",
  unexplained: "A document without an approval rule",
};

function rootNeed(
  { need, kind, id, place }: RootDocument,
  changes: readonly ModelChange[],
  context: NeedContext,
): Need {
  const beneficiary = need === "adoption" ? adoptedUser(id, context) : null;
  return needOf(
    {
      what: need,
      subject: kind === id ? id : `${kind} ${id}`,
      about: { user: beneficiary, entitlements: [], document: { kind, id } },
      concern: beneficiary === null ? noConcern : concernOf(beneficiary, []),
      stages: [rootStage(context)],
      why: {
        text: `${subjects[need]} ${kind === id ? "" : `(${kind} ${id}) `}is changed: ${fieldNames(changes)}.`,
        file: place?.file ?? null,
        line: place?.line ?? null,
      },
    },
    context,
  );
}

function adoptedUser(id: string, { base, head }: NeedContext): UserId | null {
  return [...head.adoptions, ...base.adoptions].find((adoption) => adoptionId(adoption) === id)?.user ?? null;
}

/** Returns the locations of the changed documents: in the base, then in the head. */
function sourcesIn({ fieldsOf, base, head }: NeedContext): ReadonlyPairMap<string, string, readonly Source[]> {
  const found = new PairMap<string, string, Source[]>();
  for (const { kind, id, source } of [base, head].flatMap(documentsOf)) {
    if (source === null || !fieldsOf.has(kind, id)) continue;
    const list = found.get(kind, id);
    if (list === undefined) found.set(kind, id, [source]);
    else list.push(source);
  }
  return found;
}

/** Returns the files, on both sides, of the documents whose fields changed. */
export function filesOfChangedDocuments(context: NeedContext): ReadonlySet<string> {
  const sources = [...sourcesIn(context).entries()].flatMap(([, , list]) => list);
  return new Set(sources.map(({ file }) => file));
}
