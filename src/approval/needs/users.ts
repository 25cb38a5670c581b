import type { UserId } from "../../model/documents.ts";
import { isPrivileged } from "../../model/lifecycle.ts";
import type { AccessChange, ModelChange } from "../../plan/plan.ts";
import type { Need } from "../need.ts";
import { concernOf, fileOwnersOf, type NeedContext, needOf, rootStage, tierApproval, tierOf } from "./context.ts";
import { changedGrants } from "./grants.ts";
import { appendTo } from "../../support/multi-map.ts";

/** Who somebody is to GitHub and to the providers, and who answers for a machine: these decide who may approve. */
const authority: ReadonlySet<string> = new Set(["github", "employeeNumber", "kind", "owners", "legalHold"]);

/**
 * An edit of a user wants the owner of the user's file; what it gives of tier high or critical wants that tier's stages as
 * well, and a change of who they are wants root owners. An edit that can only take access away wants what `removals` asks.
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
  const needs: Need[] = [];
  if (old !== undefined && gains.length === 0 && changes.every(onlyEnds)) {
    const stages = context.base.approvals.removals;
    const text = `${edited} It takes access away.`;
    if (stages.length > 0)
      needs.push(
        needOf({ what: "removal", subject: `access of ${id}`, concern, stages, why: { text, ...place } }, context),
      );
    return needs;
  }
  needs.push(
    needOf(
      { what: "user", subject: id, concern, stages: [fileOwnersOf(old)], why: { text: edited, ...place } },
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
          concern,
          stages: [rootStage(context)],
          why: {
            text: `${edited} Who somebody is decides what they may approve and which account is theirs.`,
            ...place,
          },
        },
        context,
      ),
    );
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

/** A status or an end that can only shorten what the user has. */
function onlyEnds({ field, before, after }: ModelChange): boolean {
  if (field === "status") return after === "terminated" || (after === "on-leave" && before === "active");
  if (field !== "end" || typeof after !== "string") return false;
  return before === null || (typeof before === "string" && Date.parse(after) <= Date.parse(before));
}

/** What each user gains by more than a grant that the change adds or widens: such a grant has a need of its own. */
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
