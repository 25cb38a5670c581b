import type { AccessChange } from "../../plan/plan.ts";
import type { Need } from "../need.ts";
import { type NeedContext, needOf, rootStage } from "./context.ts";
import { changedGrants } from "./grants.ts";

/**
 * Returns needs for gains that no edit with another need explains. They need root owners, because an unexplained change
 * must not be approved otherwise.
 */
export function unexplainedNeeds(context: NeedContext): readonly Need[] {
  const granted = new Set(changedGrants(context).map(({ source }) => source.file));
  return context.widening
    .filter((change) => !isExplained(change, granted, context))
    .map(({ user, entitlement, because }) =>
      needOf(
        {
          what: "unexplained",
          subject: `${entitlement} for ${user}`,
          about: { user, entitlements: [entitlement], document: null },
          concern: { users: [user], owners: [], beneficiaries: [user] },
          stages: [rootStage(context)],
          why: {
            text: `${user} would gain ${entitlement}, or have it at other times, but no edit of a grant, user, role or entitlement explains it.`,
            file: because[0]?.file ?? null,
            line: because[0]?.line ?? null,
          },
        },
        context,
      ),
    );
}

function isExplained(
  { user, entitlement, because }: AccessChange,
  granted: ReadonlySet<string>,
  { fieldsOf }: NeedContext,
): boolean {
  if (fieldsOf.has("user", user) || fieldsOf.has("entitlement", entitlement)) return true;
  return because.some(
    ({ file, role, through }) =>
      (file !== null && granted.has(file)) ||
      (role !== undefined && fieldsOf.has("role", role)) ||
      through?.some((step) => fieldsOf.has("role", step) || fieldsOf.has("entitlement", step)) === true,
  );
}
