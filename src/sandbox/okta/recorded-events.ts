import { canonicalJson } from "../../support/canonical-json.ts";
import { textOf } from "./json.ts";
import type { OktaUserStatus } from "./seed.ts";
import type { StoredApp, StoredGroup, StoredRule, StoredUser } from "./stored.ts";
import type { LogTarget } from "./system-log.ts";

export const userTarget = ({ id, profile }: StoredUser): LogTarget => ({
  id,
  type: "User",
  name: textOf(profile, "login") ?? "",
});

export const groupTarget = ({ id, profile }: StoredGroup): LogTarget => ({
  id,
  type: "UserGroup",
  name: textOf(profile, "name") ?? "",
});

export const appTarget = ({ id, label }: StoredApp): LogTarget => ({ id, type: "AppInstance", name: label });

export const ruleTarget = ({ id, name }: StoredRule): LogTarget => ({ id, type: "GroupRule", name });

/** The event of a change to a status, unless the earlier status decides. */
const eventOfStatus: Readonly<Record<OktaUserStatus, string>> = {
  STAGED: "user.lifecycle.create",
  PROVISIONED: "user.lifecycle.activate",
  ACTIVE: "user.lifecycle.activate",
  RECOVERY: "user.account.reset_password",
  PASSWORD_EXPIRED: "user.account.expire_password",
  LOCKED_OUT: "user.account.lock",
  SUSPENDED: "user.lifecycle.suspend",
  DEPROVISIONED: "user.lifecycle.deactivate",
};

/** Returns the event types of a change of a user; `before` undefined: the user is new. */
export function userEvents(before: StoredUser | undefined, after: StoredUser): readonly string[] {
  if (before === undefined) return ["user.lifecycle.create"];
  const isEdited = canonicalJson(before.profile) !== canonicalJson(after.profile);
  return [
    ...(before.status === after.status ? [] : [statusEvent(before.status, after.status)]),
    ...(isEdited ? ["user.account.update_profile"] : []),
  ];
}

function statusEvent(before: OktaUserStatus, after: OktaUserStatus): string {
  if (after === "ACTIVE" && before === "SUSPENDED") return "user.lifecycle.unsuspend";
  if (after === "ACTIVE" && before === "LOCKED_OUT") return "user.account.unlock";
  return eventOfStatus[after];
}
