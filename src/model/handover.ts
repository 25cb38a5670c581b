import type { AccessModel } from "./access-model.ts";
import type { Instant } from "./instant.ts";
import { stateOf } from "./lifecycle.ts";
import { ownerNames } from "./owner.ts";
import { type Relation, responsibilitiesIn } from "./responsibilities.ts";
import type { UserId } from "./terms.ts";
import type { User } from "./people.ts";

/** One place that names the user, and the user who takes over there. */
export interface HandoverStep {
  readonly relation: Relation | "approver" | "root-owner";
  /** The object as a sentence names it. */
  readonly object: string;
  readonly file: string;
  /** The field that names the user. */
  readonly field: readonly (string | number)[];
  /** Null: no user can take over, so a person has to choose one. */
  readonly to: UserId | "none" | null;
}

/** What a user owns, manages, sponsors and approves, and who takes it over. */
export interface Handover {
  readonly user: UserId;
  /** The user who takes over in most places; null: there is none. */
  readonly to: UserId | null;
  readonly steps: readonly HandoverStep[];
}

/**
 * Returns the handover of a user who leaves: the first active user up the line of managers takes over everything, or `to`.
 * A user does not become their own manager or sponsor: there, the next one up the line takes over.
 * @param to the user who takes over; null: the line of managers decides
 */
export function handoverOf(
  user: User,
  { model, at, to }: { readonly model: AccessModel; readonly at: Instant; readonly to: UserId | null },
): Handover {
  const line = [...(to === null ? [] : [to]), ...activeManagersOf(user, model, at)];
  const steps: HandoverStep[] = [];
  for (const { user: named, relation, object, file, field, of } of responsibilitiesIn(model)) {
    if (named !== user.id || of?.id === user.id) continue;
    if (of !== undefined && stateOf(of, at) === "terminated") continue;
    const isSuitable = (id: UserId): boolean =>
      id !== of?.id && (relation !== "sponsor" || model.users.get(id)?.kind === "employee");
    // The head of the organization has no manager, and the reports of the last manager get none.
    const last = relation === "manager" && user.manager === null && of?.id === to ? "none" : null;
    steps.push({ relation, object, file, field, to: line.find(isSuitable) ?? last });
  }
  const [first = null] = line;
  for (const place of approverPlaces(user.id, model)) steps.push({ ...place, to: first });
  return { user: user.id, to: first, steps };
}

/** Returns the active people up the line of managers, the direct one first. */
function activeManagersOf(user: User, model: AccessModel, at: Instant): readonly UserId[] {
  const found: UserId[] = [];
  const seen = new Set([user.id]);
  let next = user.manager;
  while (next !== null && !seen.has(next)) {
    seen.add(next);
    const manager = model.users.get(next);
    if (manager === undefined) break;
    if (manager.kind !== "service" && stateOf(manager, at) === "active") found.push(manager.id);
    next = manager.manager;
  }
  return found;
}

/** Returns the places of the policies and of the organization's file that name the user as an approver. */
function approverPlaces(
  user: UserId,
  { approvals, organization, baseline }: AccessModel,
): readonly Omit<HandoverStep, "to">[] {
  const places: Omit<HandoverStep, "to">[] = [];
  const add = (names: readonly string[], place: Omit<HandoverStep, "to">): void => {
    for (const [index, name] of names.entries())
      if (name === user) places.push({ ...place, field: [...place.field, index] });
  };
  const addAll = (stages: readonly (readonly string[])[], object: string, field: readonly string[]): void => {
    for (const [stage, names] of stages.entries())
      add(names, { relation: "approver", object, file: approvals.source?.file ?? "", field: [...field, stage] });
  };
  if (approvals.source !== null) {
    const { file } = approvals.source;
    for (const [tier, { require }] of Object.entries(approvals.tiers))
      addAll(require, `tier ${tier}`, ["tiers", tier, "require"]);
    addAll(approvals.removals, "removals", ["removals", "require"]);
    add(approvals.fallback, { relation: "approver", object: "the fallback", file, field: ["fallback"] });
  }
  add(ownerNames(organization.rootOwners), {
    relation: "root-owner",
    object: "the organization",
    file: organization.source.file,
    field: ["rootOwners"],
  });
  for (const { index, owner } of baseline?.entries ?? [])
    if (owner.kind === "user" && owner.id === user)
      places.push({
        relation: "owner",
        object: `the baseline entry ${index + 1}`,
        file: baseline?.source.file ?? "",
        field: ["findings", index, "owner"],
      });
  return places;
}
