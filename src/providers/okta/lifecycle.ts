import type { User } from "@okta/okta-sdk-nodejs";
import { currentFence, NotSent } from "../../http/fence.ts";
import type { WriteResult } from "../../ports/access.ts";
import type { Clock } from "../../ports/clock.ts";
import { readUser } from "./account-writes.ts";
import { oktaCode, refusalOf } from "./failure.ts";
import { isOktaId } from "./ids.ts";
import { alreadySo, failed, refused, written } from "./outcome.ts";
import type { OktaWriting } from "./writing.ts";

export type Move = "account.activate" | "account.suspend" | "account.unsuspend" | "account.deactivate";

/** The states in which a lifecycle action has nothing left to do. An activated account stays PROVISIONED until its user signs in. */
const reached: Readonly<Record<Move, readonly string[]>> = {
  "account.activate": ["ACTIVE", "PROVISIONED", "RECOVERY", "PASSWORD_EXPIRED", "LOCKED_OUT"],
  "account.suspend": ["SUSPENDED"],
  "account.unsuspend": ["ACTIVE"],
  "account.deactivate": ["DEPROVISIONED"],
};

/** Activation and deactivation continue after the response. Okta's tools check every five seconds. */
const pause = 5000;
const maxChecks = 12;

/** Changes the state of an account, and returns after Okta has finished. */
export async function moveAccount(writing: OktaWriting, move: Move, account: string): Promise<WriteResult> {
  if (!isOktaId(account)) return refused("rejected", `"${account}" is not an Okta id`);
  let refusal = await sent(writing, move, account);
  if (refusalOf(refusal)?.code === oktaCode.stillActivating) {
    // Okta refused before processing, so the same request may be sent again after the transition.
    await waitForTransition(writing, account);
    refusal = await sent(writing, move, account);
  }
  // Okta suspends only active accounts. Unlocking makes a locked account active.
  const wasUnlocked = move === "account.suspend" && refusal !== null && (await isUnlocked(writing, account, refusal));
  if (wasUnlocked) refusal = await sent(writing, move, account);
  if (refusal === null) return resultAfterTransition(writing, account);
  const result = await judged(writing, move, { account, refusal });
  return wasUnlocked ? afterUnlock(result, account) : result;
}

/** Returns the failure of a suspension with the fact that the account is no longer locked. */
function afterUnlock(result: WriteResult, account: string): WriteResult {
  if (result.kind !== "failed") return result;
  const { failure } = result;
  const message = `${failure.message}. The account ${account} was unlocked before and is not suspended`;
  return failed(failure.kind === "not-sent" ? { kind: "partly-written", message } : { ...failure, message });
}

/**
 * Unlocks a locked account whose suspension was refused. Returns false where it is not locked or stays locked.
 * @throws NotSent if the fence of the write refused the request
 */
async function isUnlocked(writing: OktaWriting, userId: string, refusal: unknown): Promise<boolean> {
  if (!isAboutState(refusal)) return false;
  const user = await readUser(writing, userId).catch(() => null);
  if (String(user?.status) !== "LOCKED_OUT") return false;
  try {
    await writing.client.sdk.userApi.unlockUser({ userId });
    return true;
  } catch (problem) {
    if (problem instanceof NotSent) throw problem;
    return false;
  }
}

/** Returns whether a refusal can be due to the state of the account. */
function isAboutState(refusal: unknown): boolean {
  const { status = 0 } = refusalOf(refusal) ?? {};
  return status === 400 || status === 403 || status === 409;
}

/** Returns the error of one attempt; null: accepted. */
async function sent({ client }: OktaWriting, move: Move, userId: string): Promise<unknown> {
  const { userApi } = client.sdk;
  try {
    // Only activation sends an email, which the user needs to set a password.
    if (move === "account.activate") await userApi.activateUser({ userId, sendEmail: true });
    else if (move === "account.deactivate") await userApi.deactivateUser({ userId, sendEmail: false });
    else if (move === "account.suspend") await userApi.suspendUser({ userId });
    else await userApi.unsuspendUser({ userId });
    return null;
  } catch (error) {
    return error;
  }
}

/** Returns the result of a refusal. It can mean that nothing is left to do. Error codes differ between actions, so the account state decides. */
async function judged(
  writing: OktaWriting,
  move: Move,
  { account, refusal }: { readonly account: string; readonly refusal: unknown },
): Promise<WriteResult> {
  const { client } = writing;
  const { status = 0, code = null } = refusalOf(refusal) ?? {};
  const user = isAboutState(refusal) ? await readUser(writing, account).catch(() => null) : null;
  if (user === null) return failed(client.failureOf(refusal, true));
  if (reached[move].includes(String(user.status))) return alreadySo;
  // A 403 for missing permission does not depend on the account state.
  if (status === 403 && code !== oktaCode.alreadyActive && code !== oktaCode.wrongStatus)
    return failed(client.failureOf(refusal, true));
  const verb = move.slice(move.indexOf(".") + 1);
  return refused(
    "conflict",
    `the account ${account} is ${String(user.status)}: Okta cannot ${verb} it from this state`,
  );
}

async function resultAfterTransition(writing: OktaWriting, account: string): Promise<WriteResult> {
  if (await waitForTransition(writing, account)) return written();
  const message = `Okta accepted the request, but the account ${account} is still in transition`;
  return failed({ kind: "outcome-unknown", message });
}

/** Waits until the account is not in transition. Returns false after one minute, or when the run is interrupted. */
async function waitForTransition(writing: OktaWriting, account: string): Promise<boolean> {
  const { clock } = writing.client;
  for (let look = 1; ; look += 1) {
    const user: User = await readUser(writing, account);
    const target: unknown = user.transitioningToStatus;
    if (target === null || target === undefined || target === "") return true;
    if (look >= maxChecks) return false;
    if (!(await slept(clock))) return false;
  }
}

/** Waits between two looks. Returns false when the run is interrupted. */
async function slept(clock: Clock): Promise<boolean> {
  try {
    await clock.sleep(pause, currentFence()?.signal);
    return true;
  } catch {
    return false;
  }
}
