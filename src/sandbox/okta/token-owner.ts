import type { SandboxReply } from "../core/exchange.ts";
import { notFound } from "./refusal.ts";
import type { Principal } from "./access.ts";

/** The administrator whose API token the sandbox accepts. The list of users does not have the account. */
export interface OktaTokenOwner {
  readonly id: string;
  readonly login: string;
  /** Standard administrator roles, such as SUPER_ADMIN. */
  readonly roles: readonly string[];
}

export const sandboxOwner: OktaTokenOwner = {
  id: "00uTokenOwner0000000",
  login: "rolecall@sandbox.example",
  roles: ["SUPER_ADMIN"],
};

/** Answers `/users/me` and the roles of the token's owner; undefined: another path. A service app has no user. */
export function tokenOwnerReply(
  path: string,
  { scopes }: Principal,
  { id, login, roles }: OktaTokenOwner,
): SandboxReply | undefined {
  if (path === "/api/v1/users/me") {
    if (scopes !== null) throw notFound("me", "User");
    return { status: 200, body: { id, status: "ACTIVE", profile: { login, email: login } } };
  }
  if (path !== `/api/v1/users/${id}/roles`) return undefined;
  const body = roles.map((type, index) => ({ id: `ra${index + 1}`, type, label: type, status: "ACTIVE" }));
  return { status: 200, body };
}
