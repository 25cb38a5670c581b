import type { EntitlementRef, Role } from "../../model/documents.ts";
import { compareText, sortedBy } from "../../support/compare.ts";
import { numberOf, type Rule, type RuleContext } from "../rule.ts";
import { appendTo } from "../../support/multi-map.ts";

interface Given {
  readonly role: Role;
  /** Rarest first: roles that share many entitlements share a rare one early. */
  readonly refs: readonly EntitlementRef[];
}

/** Shares are decimal fractions: a product such as 0.55 × 20 is slightly above 11. */
const tolerance = 1e-9;

/** Reports two roles that share at least `share` of the entitlements they give. */
export const twinRoles = {
  id: "lp/twin-roles",
  severity: "note",
  page: {
    title: "Two roles give almost the same entitlements.",
    why: "A change to one role is easily forgotten in the other.",
    next: "Merge the roles, or include one in the other.",
  },
  *evaluate(context) {
    const share = numberOf(context, "share", 0.9);
    const least = numberOf(context, "entitlements", 5);
    const filed = new Map<EntitlementRef, Given[]>();
    for (const given of byRarity(context)) {
      // If two sets share that much of their union, the rarest members of one overlap the rarest members of the other.
      // Only those are indexed and looked up, so that not every pair of roles is compared.
      const prefix = given.refs.slice(0, given.refs.length - Math.ceil(share * given.refs.length - tolerance) + 1);
      const twin = twinOf(
        given,
        prefix.flatMap((ref) => filed.get(ref) ?? []),
        { share, least },
      );
      for (const ref of prefix) appendTo(filed, ref, given);
      if (twin === undefined) continue;
      yield {
        message: `The roles ${twin.given.role.id} and ${given.role.id} share ${twin.common} of the ${twin.union} entitlements they give. A change to one role is easily forgotten in the other.`,
        remedy: `Merge ${given.role.id} into ${twin.given.role.id}, or include one role in the other and list only the differences.`,
        place: { file: given.role.source.file, field: [] },
        subject: { role: given.role.id },
        witness: [`role ${twin.given.role.id}`],
      };
    }
  },
} satisfies Rule;

/** Returns the roles that are not excepted, by id, each with the entitlements of its closure. */
function byRarity(context: RuleContext): readonly Given[] {
  const { model, index, isExcepted } = context;
  const roles = sortedBy(model.roles.values(), ({ id }) => id).filter(({ id }) => !isExcepted({ role: id }));
  const sets = roles.map(
    (role) => new Set(index.closure.entitlementsOf(role.id).map(({ entitlement }) => entitlement)),
  );
  const uses = new Map<EntitlementRef, number>();
  for (const set of sets) for (const ref of set) uses.set(ref, (uses.get(ref) ?? 0) + 1);
  return roles.map((role, position) => ({
    role,
    refs: [...(sets[position] ?? [])].sort(
      (left, right) => (uses.get(left) ?? 0) - (uses.get(right) ?? 0) || compareText(left, right),
    ),
  }));
}

function twinOf(
  { refs }: Given,
  candidates: readonly Given[],
  { share, least }: { readonly share: number; readonly least: number },
): { readonly given: Given; readonly common: number; readonly union: number } | undefined {
  const own = new Set(refs);
  for (const given of new Set(candidates)) {
    const common = given.refs.filter((ref) => own.has(ref)).length;
    const union = refs.length + given.refs.length - common;
    if (union >= least && common / union >= share) return { given, common, union };
  }
  return undefined;
}
