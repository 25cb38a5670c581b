import type { AccessModel, EntitlementRef, User, UserId } from "../../model/documents.ts";
import { resolveAssignments } from "../../model/effective.ts";
import { adoptionId } from "../../plan/model-changes/people.ts";
import { appendTo } from "../../support/multi-map.ts";
import type { Need } from "../need.ts";
import { concernOf, highestTier, type NeedContext, needOf, tierApproval, tierOf } from "./context.ts";

/** Fields that lead to a user's account, or to who may use it: a mailbox, a login, a number, an account outside. */
const accountFields: ReadonlySet<string> = new Set([
  "email",
  "aliases",
  "employeeNumber",
  "previousNumbers",
  "github",
  "externalIn",
]);

/**
 * What leads to a user's account is guarded as the access behind it: an edit of these fields, or of the user's adoptions,
 * wants the stages of the highest tier that the user holds on either side of the change, now or later.
 */
export function accountPathNeeds(context: NeedContext): readonly Need[] {
  const changed = changedPaths(context);
  const held = heldBy([...changed.keys()], context);
  return [...changed].flatMap(([id, what]) => {
    const refs = held.get(id) ?? [];
    if (refs.length === 0) return [];
    const tier = highestTier(refs, context);
    const { require, comment } = tierApproval(tier, context);
    const guarded = refs.filter((ref) => tierOf(ref, context) === tier);
    const owners = guarded.flatMap((ref) => context.base.entitlements.get(ref)?.owners ?? []);
    const place = (context.head.users.get(id) ?? context.base.users.get(id))?.source ?? { file: null, line: null };
    const text = `What leads to the account of ${id} is edited (${what.join(", ")}). The user holds access of tier ${tier} (${guarded[0] ?? ""}${guarded.length > 1 ? ` and ${guarded.length - 1} more` : ""}).`;
    return [
      needOf(
        {
          what: "identity",
          subject: `account of ${id}`,
          about: { user: id, entitlements: [], document: { kind: "user", id } },
          concern: concernOf(id, owners),
          stages: require,
          comment,
          why: { text, file: place.file, line: place.line },
        },
        context,
      ),
    ];
  });
}

/** The users whose account another path leads to, each with what changed. A new user has no access that it could lead to. */
function changedPaths({ fieldsOf, base, head }: NeedContext): ReadonlyMap<UserId, readonly string[]> {
  const found = new Map<UserId, string[]>();
  for (const [name, changes] of fieldsOf.row("user")) {
    if (!base.users.has(name as UserId)) continue;
    const fields = changes.map(({ field }) => field.split(".")[0] ?? field).filter((field) => accountFields.has(field));
    for (const field of new Set(fields)) appendTo(found, name as UserId, field);
  }
  const adoptions = [...base.adoptions, ...head.adoptions];
  for (const [id] of fieldsOf.row("adoption"))
    for (const user of new Set(adoptions.filter((one) => adoptionId(one) === id).map((one) => one.user)))
      appendTo(found, user, `adoption ${id}`);
  return found;
}

/** What the users hold on either side, eligible grants and what a leave withholds included. */
function heldBy(ids: readonly UserId[], { base, head }: NeedContext): ReadonlyMap<UserId, readonly EntitlementRef[]> {
  const found = new Map<UserId, Set<EntitlementRef>>();
  if (ids.length === 0) return new Map();
  const usersIn = ({ users }: AccessModel): readonly User[] => ids.flatMap((id) => users.get(id) ?? []);
  for (const model of [base, head])
    for (const [id, assignments] of resolveAssignments(model, { asIfReturned: true, users: usersIn(model) }).byUser) {
      const own = found.get(id) ?? new Set<EntitlementRef>();
      for (const { entitlement } of assignments) own.add(entitlement);
      found.set(id, own);
    }
  return new Map([...found].map(([id, refs]) => [id, [...refs]]));
}
