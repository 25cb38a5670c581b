import { createPublicKey, verify } from "node:crypto";
import type { JsonWebKey } from "node:crypto";
import type { SandboxReply, SandboxRequest } from "../core/exchange.ts";
import { isObject } from "./json.ts";
import type { JsonObject } from "./json.ts";

/** A service app: its client id, the public half of its key, and the scopes it was granted. */
export interface OktaClientApp {
  readonly clientId: string;
  readonly publicKey: JsonWebKey;
  readonly scopes: readonly string[];
}

/** An access token lives an hour. */
const LIFE_SECONDS = 3600;
const ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

export interface IssuedToken {
  readonly token: string;
  readonly scopes: ReadonlySet<string>;
  readonly until: number;
}

/**
 * The token endpoint for service apps: client credentials with `private_key_jwt` and nothing else. Checks the
 * assertion's issuer, subject, audience, end and signature, and gives the scopes that were asked for and granted.
 */
export function tokenReply(
  request: SandboxRequest,
  apps: readonly OktaClientApp[],
  { now, issue }: { readonly now: number; readonly issue: (scopes: ReadonlySet<string>) => IssuedToken },
): SandboxReply {
  const form = new URLSearchParams(request.rawBody);
  if (form.get("grant_type") !== "client_credentials") return refused(400, "unsupported_grant_type");
  if (form.get("client_assertion_type") !== ASSERTION_TYPE) return refused(401, "invalid_client");
  const claims = checkedClaims(form.get("client_assertion") ?? "", `${request.origin}/oauth2/v1/token`, now);
  const app = apps.find(({ clientId }) => clientId === claims?.["iss"]);
  if (app === undefined || !isSignedBy(form.get("client_assertion") ?? "", app.publicKey))
    return refused(401, "invalid_client");
  const asked = (form.get("scope") ?? "").split(/\s+/).filter((scope) => scope !== "");
  if (asked.length === 0 || asked.some((scope) => !app.scopes.includes(scope))) return refused(400, "invalid_scope");
  const { token } = issue(new Set(asked));
  const body = { token_type: "Bearer", expires_in: LIFE_SECONDS, access_token: token, scope: asked.join(" ") };
  return { status: 200, body };
}

/** When a token that is given out now ends, in epoch milliseconds. */
export function endOfLife(now: number): number {
  return now + LIFE_SECONDS * 1000;
}

/** The claims, if they are in order: whose, for whom, and neither over nor more than an hour ahead. */
function checkedClaims(assertion: string, audience: string, now: number): JsonObject | undefined {
  const claims = jsonIn(assertion.split(".")[1]);
  if (claims === undefined || claims["iss"] !== claims["sub"] || claims["aud"] !== audience) return undefined;
  const end = claims["exp"];
  const seconds = now / 1000;
  if (typeof end !== "number" || end <= seconds || end > seconds + LIFE_SECONDS + 1) return undefined;
  return claims;
}

function isSignedBy(assertion: string, key: JsonWebKey): boolean {
  const [header, claims, signature] = assertion.split(".");
  const algorithm = /^(RS|ES)(256|384|512)$/.exec(String(jsonIn(header)?.["alg"]));
  if (algorithm === null || signature === undefined) return false;
  const publicKey = createPublicKey({ key, format: "jwk" });
  return verify(
    `sha${algorithm[2]}`,
    Buffer.from(`${header}.${claims}`),
    algorithm[1] === "ES" ? { key: publicKey, dsaEncoding: "ieee-p1363" } : publicKey,
    Buffer.from(signature, "base64url"),
  );
}

function jsonIn(part: string | undefined): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? "", "base64url").toString());
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function refused(status: number, error: string): SandboxReply {
  return { status, body: { error, error_description: "The token request was refused." } };
}
