import type { EntitlementRef, UserId } from "../../model/documents.ts";
import type { Need } from "../need.ts";
import { concernOf, type NeedContext, needOf, reachOf, rootStage } from "./context.ts";
import { changedGrants } from "./grants.ts";

/** The tag by which an organization says that members of a group approve changes. */
const tag = "approval-power";

/**
 * Who is put in a group that feeds a team which owns or approves anything gets a say in later changes, perhaps their own
 * (threat G9). Such groups want root owners besides what their tier asks. They are known by the tag `approval-power`, and
 * by a name that is a listed team's name.
 */
export function approvalPowerNeeds(context: NeedContext): readonly Need[] {
  const given = new Map<string, Need>();
  const add = (
    user: UserId,
    ref: EntitlementRef,
    place: { readonly file: string | null; readonly line: number | null },
  ) => {
    const team = carries(ref, context);
    const subject = `${ref} for ${user}`;
    if (team === undefined || given.has(subject)) return;
    given.set(
      subject,
      needOf(
        {
          what: "approval-power",
          subject,
          concern: concernOf(user, []),
          stages: [rootStage(context)],
          why: {
            text: `${user} gets ${ref}, ${team === tag ? `which carries the tag ${tag}` : `which bears the name of the team ${team}`}: its members approve changes.`,
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

/** The tag, or the team whose name the entitlement's group bears; undefined where it gives no say. */
function carries(ref: EntitlementRef, { base, head }: NeedContext): string | undefined {
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
/** Letters and digits in small letters: `Prod DBA`, `prod-dba` and `PROD_DBA` are one name. */
const plainName = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "");
