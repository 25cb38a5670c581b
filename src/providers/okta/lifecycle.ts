import type { User } from "@okta/okta-sdk-nodejs";
import type { WriteResult } from "../../ports/access.ts";
import { readUser } from "./account-writes.ts";
import { oktaCode, refusalOf } from "./failure.ts";
import { isOktaId } from "./ids.ts";
import { alreadySo, failed, refused, written } from "./outcome.ts";
import type { OktaWriting } from "./writing.ts";

export type Move = "account.activate" | "account.suspend" | "account.unsuspend" | "account.deactivate";

/** States in which a move has nothing left to do. An account that was activated waits for its person as PROVISIONED. */
const reached: Readonly<Record<Move, readonly string[]>> = {
  "account.activate": ["ACTIVE", "PROVISIONED", "RECOVERY", "PASSWORD_EXPIRED", "LOCKED_OUT"],
  "account.suspend": ["SUSPENDED"],
  "account.unsuspend": ["ACTIVE"],
  "account.deactivate": ["DEPROVISIONED"],
};

/** Activation and deactivation go on after their answer; Okta's own tools look every five seconds. */
const pause = 5000;
const looks = 12;

/** Moves an account to another state, and comes back when Okta has finished. */
export async function moveAccount(writing: OktaWriting, move: Move, account: string): Promise<WriteResult> {
  if (!isOktaId(account)) return refused("rejected", `"${account}" is not an Okta id`);
  let refusal = await sent(writing, move, account);
  if (refusalOf(refusal)?.code === oktaCode.stillActivating) {
    // Said before anything was processed, so that the same request may be sent again when it is over.
    await settled(writing, account);
    refusal = await sent(writing, move, account);
  }
  if (refusal === null) return landed(writing, account);
  return judged(writing, move, { account, refusal });
}

/** The error of one attempt, null where it was accepted. */
async function sent({ client }: OktaWriting, move: Move, userId: string): Promise<unknown> {
  const { userApi } = client.sdk;
  try {
    // Whoever is activated needs the mail to set a password; nobody else is told by Okta.
    if (move === "account.activate") await userApi.activateUser({ userId, sendEmail: true });
    else if (move === "account.deactivate") await userApi.deactivateUser({ userId, sendEmail: false });
    else if (move === "account.suspend") await userApi.suspendUser({ userId });
    else await userApi.unsuspendUser({ userId });
    return null;
  } catch (error) {
    return error;
  }
}

/** A refusal can mean that there is nothing to do: the codes differ between moves, the account itself decides. */
async function judged(
  writing: OktaWriting,
  move: Move,
  { account, refusal }: { readonly account: string; readonly refusal: unknown },
): Promise<WriteResult> {
  const { client } = writing;
  const { status = 0, code = null } = refusalOf(refusal) ?? {};
  const isAboutState = status === 400 || status === 403 || status === 409;
  const user = isAboutState ? await readUser(writing, account).catch(() => null) : null;
  if (user === null) return failed(client.failureOf(refusal, true));
  if (reached[move].includes(String(user.status))) return alreadySo;
  // 403 for want of rights is no matter of states, and the account says nothing about it.
  if (status === 403 && code !== oktaCode.alreadyActive && code !== oktaCode.wrongStatus)
    return failed(client.failureOf(refusal, true));
  const verb = move.slice(move.indexOf(".") + 1);
  return refused("conflict", `the account ${account} is ${String(user.status)}, from where Okta does not ${verb} it`);
}

async function landed(writing: OktaWriting, account: string): Promise<WriteResult> {
  if (await settled(writing, account)) return written();
  const message = `Okta accepted it, but the account ${account} is still changing its state`;
  return failed({ kind: "outcome-unknown", message });
}

/** Waits until the account is in no transition; false where that takes longer than a minute. */
async function settled(writing: OktaWriting, account: string): Promise<boolean> {
  const { clock } = writing.client;
  for (let look = 1; ; look += 1) {
    const user: User = await readUser(writing, account);
    const target: unknown = user.transitioningToStatus;
    if (target === null || target === undefined || target === "") return true;
    if (look >= looks) return false;
    await clock.sleep(pause);
  }
}
