import type { UserId } from "../../model/documents.ts";
import { isPrivileged } from "../../model/lifecycle.ts";
import type { AccessChange, ModelChange } from "../../plan/plan.ts";
import type { Need } from "../need.ts";
import { concernOf, fileOwnersOf, type NeedContext, needOf, rootStage, tierApproval, tierOf } from "./context.ts";
import { changedGrants, wokenGrantNeeds } from "./grants.ts";
import { appendTo } from "../../support/multi-map.ts";

/**
 * Fields that decide the user's identity in GitHub and the providers, and the owners of a service account. They decide
 * who may approve.
 */
const authority: ReadonlySet<string> = new Set([
  "github",
  "employeeNumber",
  "previousNumbers",
  "kind",
  "owners",
  "legalHold",
]);

/**
 * Returns the needs of user edits: the owner of the user's file, the stages of the tier for each gain of tier high or
 * critical, the stages of each grant that takes effect again, and root owners for a change of identity. An edit that can only remove access needs the stages of
 * `removals`.
 */
export function userNeeds(context: NeedContext): readonly Need[] {
  const gains = gainsByUser(context);
  return [...context.fieldsOf.row("user")].flatMap(([name, changes]) => {
    const id = name as UserId;
    return needsOfUser(id, changes, gains.get(id) ?? [], context);
  });
}

function needsOfUser(
  id: UserId,
  changes: readonly ModelChange[],
  gains: readonly AccessChange[],
  context: NeedContext,
): readonly Need[] {
  const old = context.base.users.get(id);
  const place = (context.head.users.get(id) ?? old)?.source ?? { file: null, line: null };
  const fields = [...new Set(changes.map(({ field }) => field.split(".")[0] ?? field))];
  const edited = old === undefined ? `The user ${id} is new.` : `The user ${id} is edited (${fields.join(", ")}).`;
  const concern = concernOf(id, []);
  const about = { user: id, entitlements: [], document: { kind: "user", id } };
  const needs: Need[] = [];
  if (old !== undefined && gains.length === 0 && changes.every(onlyEnds)) {
    const stages = context.base.approvals.removals;
    const text = `${edited} Access is removed.`;
    if (stages.length > 0)
      needs.push(
        needOf(
          { what: "removal", subject: `access of ${id}`, about, concern, stages, why: { text, ...place } },
          context,
        ),
      );
    return needs;
  }
  needs.push(
    needOf(
      { what: "user", subject: id, about, concern, stages: [fileOwnersOf(old)], why: { text: edited, ...place } },
      context,
    ),
  );
  const deciding = fields.filter((field) => authority.has(field));
  if (old === undefined ? changes.some(pinsAccount) : deciding.length > 0)
    needs.push(
      needOf(
        {
          what: "identity",
          subject: id,
          about,
          concern,
          stages: [rootStage(context)],
          why: {
            text: `${edited} These fields decide what the user may approve and which accounts belong to the user.`,
            ...place,
          },
        },
        context,
      ),
    );
  needs.push(...wokenGrantNeeds(id, context));
  for (const { entitlement, because } of distinctGains(gains)) {
    const tier = tierOf(entitlement, context);
    if (!isPrivileged(tier)) continue;
    const { require, comment } = tierApproval(tier, context);
    const owners = context.base.entitlements.get(entitlement)?.owners ?? [];
    const first = because[0];
    needs.push(
      needOf(
        {
          what: "user",
          subject: `${entitlement} for ${id}`,
          about: { ...about, entitlements: [entitlement] },
          concern: concernOf(id, owners),
          stages: require,
          comment,
          why: {
            text: `${edited} It gives ${entitlement} (tier ${tier}).`,
            file: first?.file ?? place.file,
            line: first?.line ?? place.line,
          },
        },
        context,
      ),
    );
  }
  return needs;
}

const pinsAccount = ({ field, after }: ModelChange): boolean => field.startsWith("github") && after !== null;

/** Returns whether a change of status or end can only shorten the user's access. */
function onlyEnds({ field, before, after }: ModelChange): boolean {
  if (field === "status") return after === "terminated" || (after === "on-leave" && before === "active");
  if (field !== "end" || typeof after !== "string") return false;
  return before === null || (typeof before === "string" && Date.parse(after) <= Date.parse(before));
}

/**
 * Returns each user's gains that are not from a grant that the change adds or widens, because such a grant has its own
 * need.
 */
function gainsByUser(context: NeedContext): ReadonlyMap<UserId, readonly AccessChange[]> {
  const granted = new Set(changedGrants(context).map(({ source }) => source.file));
  const gains = new Map<UserId, AccessChange[]>();
  for (const change of context.widening) {
    if (change.because.length > 0 && change.because.every(({ file }) => file !== null && granted.has(file))) continue;
    appendTo(gains, change.user, change);
  }
  return gains;
}

function distinctGains(gains: readonly AccessChange[]): readonly AccessChange[] {
  return [...new Map(gains.map((gain) => [gain.entitlement, gain])).values()];
}
