import { isOktaId } from "./ids.ts";
import type { OktaEvent } from "./system-log.ts";

/** What events of the System Log say has changed. The events do not carry the new state, which is read. */
export interface LogChanges {
  /** Ids of users and groups, also of deleted ones. */
  readonly users: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
  /** Ids of the deleted ones of these. A list can still show them. */
  readonly deleted: ReadonlySet<string>;
  /** Whether rules, or the holders of apps or administrator roles, can have changed. */
  readonly rules: boolean;
  readonly assignments: boolean;
}

const isAbout = (type: string, areas: readonly string[]): boolean => areas.some((area) => type.startsWith(area));

const ofRules = ["group.user_membership.rule."];
const ofGroups = ["group.lifecycle.", "group.profile.", "group.user_membership."];
const ofAssignments = ["application.", "iam.", "group.application_assignment.", "user.account.privilege."];
const ofUsers = ["user."];
const ofDeletions = ["user.lifecycle.delete.", "group.lifecycle.delete"];

/** Returns what the events changed. */
export function changesIn(events: readonly OktaEvent[]): LogChanges {
  const ids = (areas: readonly string[], target?: string): ReadonlySet<string> =>
    new Set(
      events
        .filter(({ type }) => isAbout(type, areas) && !isAbout(type, ofAssignments))
        .flatMap(({ targets }) =>
          targets.filter((one) => (target === undefined || one.type === target) && isOktaId(one.id)),
        )
        .map(({ id }) => id),
    );
  return {
    users: ids(ofUsers, "User"),
    groups: ids(ofGroups, "UserGroup"),
    deleted: ids(ofDeletions),
    rules: events.some(({ type }) => isAbout(type, ofRules)),
    assignments: events.some(({ type }) => isAbout(type, ofAssignments)),
  };
}
