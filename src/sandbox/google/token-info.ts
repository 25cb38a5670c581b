import type { SandboxReply, SandboxRequest } from "../core/exchange.ts";
import { forbidden, insufficientScopes } from "./refusal.ts";

/** The account and the scopes of the token that the sandbox accepts. */
export interface GoogleTokenOwner {
  readonly email: string;
  /** The client that requested the token: of a service account, its id. */
  readonly clientId?: string;
  readonly scopes: readonly string[];
  /** Whether the account has an administrator role. Default true. */
  readonly isAdministrator?: boolean;
}

const scope = (name: string): string => `https://www.googleapis.com/auth/admin.directory.${name}`;

/** The only scopes of the Groups Settings API and of the Enterprise License Manager API, for reading and writing. */
const ownScopes = {
  "/groups/v1/": "https://www.googleapis.com/auth/apps.groups.settings",
  "/apps/licensing/v1/": "https://www.googleapis.com/auth/apps.licensing",
} as const;

export const sandboxOwner: GoogleTokenOwner = {
  email: "rolecall@sandbox.example",
  scopes: [...["user", "group", "group.member", "rolemanagement"].map(scope), ...Object.values(ownScopes)],
};

/** Answers Google's token information: the account and the scopes of the caller's token. */
export function tokenInfoReply({ email, clientId = "sandbox", scopes }: GoogleTokenOwner): SandboxReply {
  return { status: 200, body: { azp: clientId, email, scope: scopes.join(" "), expires_in: "3599" } };
}

/** Answers the account of the token itself, which the list of users does not have; undefined: another path. */
export function tokenOwnerReply(
  { email }: GoogleTokenOwner,
  { method, path }: SandboxRequest,
): SandboxReply | undefined {
  if (method !== "GET" || decodeURIComponent(path) !== `/admin/directory/v1/users/${email}`) return undefined;
  return { status: 200, body: { kind: "admin#directory#user", primaryEmail: email, isAdmin: true } };
}

/** Refuses a request outside the scopes, by the kind of object in the path. */
export function ensureScope({ scopes, isAdministrator }: GoogleTokenOwner, { method, path }: SandboxRequest): void {
  if (isAdministrator === false) throw forbidden();
  const own = Object.entries(ownScopes).find(([base]) => path.startsWith(base));
  if (own !== undefined) {
    if (!scopes.includes(own[1])) throw insufficientScopes();
    return;
  }
  if (/\/customer\/[^/]+\/role(s|assignments)\b/.test(path)) {
    const roles = [scope("rolemanagement"), ...(method === "GET" ? [`${scope("rolemanagement")}.readonly`] : [])];
    if (!roles.some((one) => scopes.includes(one))) throw insufficientScopes();
    return;
  }
  const kind = path.includes("/users") ? "user" : path.includes("/members") ? "group.member" : "group";
  const enough = [scope(kind), ...(method === "GET" ? [`${scope(kind)}.readonly`] : [])];
  // A scope for groups also covers their members.
  if (kind === "group.member") enough.push(scope("group"), ...(method === "GET" ? [`${scope("group")}.readonly`] : []));
  if (!path.includes("/customer/") && !enough.some((one) => scopes.includes(one))) throw forbidden();
}
