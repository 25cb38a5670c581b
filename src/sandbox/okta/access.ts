import type { SandboxRequest } from "../core/exchange.ts";
import { isProven } from "./dpop.ts";
import type { IssuedToken } from "./token-endpoint.ts";
import { forbidden, OktaRefusal } from "./refusal.ts";

/** What a caller's credential lets it do. */
export interface Principal {
  /** Null: an API token, which may do everything its owner may. */
  readonly scopes: ReadonlySet<string> | null;
}

export interface AccessSettings {
  /** Whether service apps may ask for access tokens: then a bearer token must be one that was given out. */
  readonly hasApps: boolean;
  /** The only API token that is let in; undefined: any is, each with rate limits of its own. */
  readonly token: string | undefined;
  /** Access tokens that the token endpoint gave out, with their scopes and when they end. */
  readonly issued: ReadonlyMap<string, IssuedToken>;
}

/** The credential in the request, before anyone asked whether it is good: rate limits count by it. */
export function credentialIn({ headers }: SandboxRequest): { readonly scheme: string; readonly secret: string } {
  const [, scheme = "", secret = ""] = /^(SSWS|Bearer|DPoP) (\S+)$/i.exec(headers["authorization"] ?? "") ?? [];
  return { scheme: scheme.toLowerCase(), secret };
}

/**
 * Lets a caller in.
 * @throws OktaRefusal 401 E0000005 without a credential, 401 E0000011 with a wrong one
 */
export function principalOf(request: SandboxRequest, settings: AccessSettings, now: number): Principal {
  const { scheme, secret } = credentialIn(request);
  if (secret === "") throw new OktaRefusal(401, "E0000005", "Invalid session");
  const issued = settings.issued.get(secret);
  if (issued !== undefined && now < issued.until && isBound(request, issued)) return issued;
  const mustBeIssued = issued !== undefined || (settings.hasApps && scheme !== "ssws");
  if (mustBeIssued || (settings.token !== undefined && secret !== settings.token))
    throw new OktaRefusal(401, "E0000011", "Invalid token provided");
  return { scopes: null };
}

/** A token that was given for a proof of holding a key is good only with such a proof, and no other token with one. */
function isBound(request: SandboxRequest, { token, keyBound }: IssuedToken): boolean {
  const isDpop = credentialIn(request).scheme === "dpop";
  return keyBound === isDpop && (!isDpop || isProven(request, { accessToken: token }));
}

/** Refuses what the scopes do not cover: `okta.groups.read` lets read groups, `okta.groups.manage` also write them. */
export function ensureScope({ scopes }: Principal, method: string, path: string): void {
  if (scopes === null) return;
  const area = path.startsWith("/api/v1/groups") ? "groups" : "users";
  const enough = method === "GET" ? [`okta.${area}.read`, `okta.${area}.manage`] : [`okta.${area}.manage`];
  if (!enough.some((scope) => scopes.has(scope))) throw forbidden();
}
