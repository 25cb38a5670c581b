import type { EntitlementRef, UserId } from "../../model/documents.ts";
import type { Need } from "../need.ts";
import { concernOf, type NeedContext, needOf, reachOf, rootStage } from "./context.ts";
import { changedGrants } from "./grants.ts";

/** The tag for groups whose members approve changes. */
const tag = "approval-power";

/**
 * Returns needs for new members of groups that feed an owner or approver team: they could approve later changes,
 * perhaps their own (threat G9). Such groups need root owners in addition to the stages of their tier. They have the
 * tag `approval-power`, or the name of a listed team.
 */
export function approvalPowerNeeds(context: NeedContext): readonly Need[] {
  const given = new Map<string, Need>();
  const add = (
    user: UserId,
    ref: EntitlementRef,
    place: { readonly file: string | null; readonly line: number | null },
  ) => {
    const team = approvalMarker(ref, context);
    const subject = `${ref} for ${user}`;
    if (team === undefined || given.has(subject)) return;
    given.set(
      subject,
      needOf(
        {
          what: "approval-power",
          subject,
          about: { user, entitlements: [ref], document: null },
          concern: concernOf(user, []),
          stages: [rootStage(context)],
          why: {
            text: `${user} gets ${ref}, which has ${team === tag ? `the tag ${tag}` : `the name of the team ${team}`}: its members approve changes.`,
            file: place.file,
            line: place.line,
          },
        },
        context,
      ),
    );
  };
  for (const grant of changedGrants(context))
    for (const ref of reachOf(grant.target, context)) add(grant.user, ref, grant.source);
  for (const { user, entitlement, because } of context.widening)
    add(user, entitlement, { file: because[0]?.file ?? null, line: because[0]?.line ?? null });
  return [...given.values()];
}

/**
 * Returns the tag, or the team with the same name as the entitlement's group; undefined where the group gives no
 * approval power.
 */
function approvalMarker(ref: EntitlementRef, { base, head }: NeedContext): string | undefined {
  const teams = new Map([...base.organization.teams.keys()].map((name) => [plainName(slugOf(name)), name]));
  for (const { entitlements } of [base, head]) {
    const entitlement = entitlements.get(ref);
    if (entitlement === undefined) continue;
    if (entitlement.tags.includes(tag)) return tag;
    const names = [entitlement.id, ...(entitlement.target.kind === "group" ? [entitlement.target.name] : [])];
    for (const name of names) {
      const team = teams.get(plainName(name.split("@")[0] ?? name));
      if (team !== undefined) return team;
    }
  }
  return undefined;
}

const slugOf = (team: string): string => team.slice(team.indexOf("/") + 1);
/** Letters and digits in lower case: `Prod DBA`, `prod-dba` and `PROD_DBA` are the same name. */
const plainName = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "");
