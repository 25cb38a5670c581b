import type { SandboxReply } from "../core/exchange.ts";
import { invalid, missingParameter, OktaRefusal, wrongStatus } from "./refusal.ts";
import { userResource } from "./resources.ts";
import { EMPTY_OK, flagIn, ok } from "./route.ts";
import type { Call, Route } from "./route.ts";
import type { OktaUserStatus } from "./seed.ts";
import type { StoredUser } from "./stored.ts";

export const lifecycleRoutes: readonly Route[] = [
  step("activate", activate),
  step("reactivate", reactivate),
  step("deactivate", (call, user) => {
    if (user.status === "DEPROVISIONED") throw wrongStatus();
    deactivated(call, user);
    return EMPTY_OK;
  }),
  step("suspend", (call, user) => {
    if (user.status !== "ACTIVE") throw invalid("user", "Cannot suspend a user that is not active");
    moved(call, user, "SUSPENDED", { sessionsEndedAt: call.now });
    return EMPTY_OK;
  }),
  step("unsuspend", (call, user) => {
    if (user.status !== "SUSPENDED") throw invalid("user", "Cannot unsuspend a user that is not suspended");
    moved(call, user, "ACTIVE");
    return EMPTY_OK;
  }),
  step("unlock", (call, user) => {
    if (user.status !== "LOCKED_OUT") throw new OktaRefusal(403, "E0000032", "Unlock is not allowed for this user.");
    moved(call, user, "ACTIVE");
    return EMPTY_OK;
  }),
  step("expire_password", (call, user) => {
    ensureCanSignIn(user);
    return ok(userResource(moved(call, user, "PASSWORD_EXPIRED"), call.origin));
  }),
  step("reset_password", resetPassword),
  step("reset_factors", () => EMPTY_OK),
];

function step(name: string, answer: (call: Call, user: StoredUser) => SandboxReply): Route {
  return {
    method: "POST",
    pattern: `users/{id}/lifecycle/${name}`,
    answer: (call) => answer(call, call.org.user(call.key("id"))),
  };
}

/** Returns the user in another status, changed now. */
function moved(call: Call, user: StoredUser, status: OktaUserStatus, more: Partial<StoredUser> = {}): StoredUser {
  const { org, now } = call;
  return org.putUser({ ...user, status, statusChangedAt: now, updatedAt: now, transitioningTo: null, ...more }, now);
}

/** Refuses a user in a status in which sign-in is impossible, even after a new password. */
function ensureCanSignIn({ status }: StoredUser): void {
  const able = ["ACTIVE", "PASSWORD_EXPIRED", "RECOVERY", "LOCKED_OUT"].includes(status);
  if (!able) throw new OktaRefusal(403, "E0000017", "The password cannot be reset in the user's current status.");
}

function activate(call: Call, user: StoredUser): SandboxReply {
  if (user.status !== "STAGED" && user.status !== "DEPROVISIONED")
    throw new OktaRefusal(403, "E0000016", "Activation failed because the user is already active");
  const ready = user.hasPassword || call.behaviour.activation === "active";
  const to = ready ? "ACTIVE" : "PROVISIONED";
  changeSoon(call, user, to, { activatedAt: call.now });
  return activationReply(call, user);
}

function reactivate(call: Call, user: StoredUser): SandboxReply {
  if (user.status !== "PROVISIONED" && user.status !== "RECOVERY") throw wrongStatus();
  return activationReply(call, user, false);
}

/** Without a mail, the answer contains the activation link. */
function activationReply({ query, origin }: Call, user: StoredUser, mailByDefault = true): SandboxReply {
  if (flagIn(query, "sendEmail", mailByDefault)) return EMPTY_OK;
  const activationToken = `token-of-${user.id}`;
  return ok({ activationUrl: `${origin}/welcome/${activationToken}`, activationToken });
}

function resetPassword(call: Call, user: StoredUser): SandboxReply {
  if (!call.query.has("sendEmail")) throw missingParameter();
  ensureCanSignIn(user);
  moved(call, user, "RECOVERY");
  if (flagIn(call.query, "sendEmail", true)) return EMPTY_OK;
  return ok({ resetPasswordUrl: `${call.origin}/reset_password/token-of-${user.id}` });
}

/**
 * Deactivates a user: ends the sessions and the permission to sign in, at once or, when the caller prefers, later. The
 * memberships stay: a user who is activated again has them again.
 */
export function deactivated(call: Call, user: StoredUser): void {
  const ended = { sessionsEndedAt: call.now };
  if ((call.headers["prefer"] ?? "").includes("respond-async")) changeSoon(call, user, "DEPROVISIONED", ended);
  else moved(call, user, "DEPROVISIONED", ended);
}

/** Changes the status after the org's transition time; until then, `transitioningToStatus` shows it. */
function changeSoon(
  call: Call,
  user: StoredUser,
  to: "ACTIVE" | "PROVISIONED" | "DEPROVISIONED",
  more: Partial<StoredUser>,
): void {
  const { org, now } = call;
  const { transitionMs } = org.settings;
  if (transitionMs === 0) {
    moved(call, user, to, more);
    return;
  }
  org.putUser({ ...user, transitioningTo: to }, now);
  org.later(now + transitionMs, (then) => {
    const current = org.users.get(user.id);
    if (current?.transitioningTo === to) moved({ ...call, now: then }, current, to, more);
  });
}
