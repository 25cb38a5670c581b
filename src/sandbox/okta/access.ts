import type { SandboxRequest } from "../core/exchange.ts";
import { type ExpectedProof, isProven } from "./dpop.ts";
import type { IssuedToken } from "./token-endpoint.ts";
import { forbidden, OktaRefusal } from "./refusal.ts";

/** What the caller's credential permits. */
export interface Principal {
  /** Null: an API token, which has all permissions of its owner. */
  readonly scopes: ReadonlySet<string> | null;
}

export interface AccessSettings {
  /** Whether service apps can request access tokens: then a bearer token must be an issued one. */
  readonly hasApps: boolean;
  /** The only accepted API token; undefined: any token is accepted and has its own rate limits. */
  readonly token: string | undefined;
  /** Access tokens of the token endpoint, with their scopes and expiry. */
  readonly issued: ReadonlyMap<string, IssuedToken>;
  /** The ids of the proofs of possession so far. */
  readonly usedProofs: Set<string>;
}

/** Returns the credential of the request before it is checked: rate limits count by it. */
export function credentialIn({ headers }: SandboxRequest): { readonly scheme: string; readonly secret: string } {
  const [, scheme = "", secret = ""] = /^(SSWS|Bearer|DPoP) (\S+)$/i.exec(headers["authorization"] ?? "") ?? [];
  return { scheme: scheme.toLowerCase(), secret };
}

/**
 * Authenticates a caller.
 * @throws OktaRefusal 401 E0000005 without a credential, 401 E0000011 with a wrong one
 */
export function principalOf(request: SandboxRequest, settings: AccessSettings, now: number): Principal {
  const { scheme, secret } = credentialIn(request);
  if (secret === "") throw new OktaRefusal(401, "E0000005", "Invalid session");
  const issued = settings.issued.get(secret);
  if (issued !== undefined && now < issued.until && isBound(request, issued, { now, used: settings.usedProofs }))
    return issued;
  const mustBeIssued = issued !== undefined || (settings.hasApps && scheme !== "ssws");
  if (mustBeIssued || (settings.token !== undefined && secret !== settings.token))
    throw new OktaRefusal(401, "E0000011", "Invalid token provided");
  return { scopes: null };
}

/** A token that is bound to a key is valid only with a proof of that key; other tokens only without a proof. */
function isBound(
  request: SandboxRequest,
  { token, boundKey }: IssuedToken,
  proof: Pick<ExpectedProof, "now" | "used">,
): boolean {
  const isDpop = credentialIn(request).scheme === "dpop";
  if (boundKey === null) return !isDpop;
  return isDpop && isProven(request, { ...proof, accessToken: token, key: boundKey });
}

/** Refuses requests outside the scopes: `okta.groups.read` permits reads of groups, `okta.groups.manage` also writes. */
export function ensureScope({ scopes }: Principal, method: string, path: string): void {
  if (scopes === null) return;
  const area = areaOf(path);
  const enough = method === "GET" ? [`okta.${area}.read`, `okta.${area}.manage`] : [`okta.${area}.manage`];
  if (!enough.some((scope) => scopes.has(scope))) throw forbidden();
}

function areaOf(path: string): "apps" | "groups" | "logs" | "roles" | "users" {
  if (path.startsWith("/api/v1/apps")) return "apps";
  if (path.startsWith("/api/v1/groups")) return "groups";
  if (path.startsWith("/api/v1/logs")) return "logs";
  return /^\/api\/v1\/(iam\/|users\/[^/]+\/roles)/.test(path) ? "roles" : "users";
}
