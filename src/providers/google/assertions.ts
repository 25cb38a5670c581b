import type { KeyObject } from "node:crypto";
import { CredentialRefused, Unreadable } from "../../http/transport-failure.ts";
import type { AccessToken } from "../access-tokens.ts";
import { signedJwt } from "../signed-jwt.ts";
import type { TokenSend } from "./token-client.ts";

/** What a service account asserts: for which scopes it wants a token, and for which administrator it acts. */
export interface AssertionRequest {
  readonly email: string;
  /** Null: the account acts for itself. */
  readonly subject: string | null;
  readonly scopes: readonly string[];
  readonly tokenUrl: string;
  /** In epoch milliseconds. */
  readonly now: number;
}

/** The lifetime of an assertion and of its token, in seconds. Google accepts at most one hour. */
const life = 3600;

type Claims = Readonly<Record<string, unknown>>;

function claimsOf({ email, subject, scopes, tokenUrl, now }: AssertionRequest): Claims {
  const seconds = Math.floor(now / 1000);
  return {
    iss: email,
    ...(subject === null ? {} : { sub: subject }),
    scope: scopes.join(" "),
    aud: tokenUrl,
    iat: seconds,
    exp: seconds + life,
  };
}

/** Exchanges an assertion that is signed with the key of the account. */
export function tokenByKey(key: KeyObject, request: AssertionRequest, send: TokenSend): Promise<AccessToken> {
  return exchanged(signedJwt(claimsOf(request), key), request, send);
}

/**
 * Exchanges an assertion that Google signs for the account, so that no key is needed (IAM Service Account Credentials API).
 * @param signUrl the address of `signJwt` for the account
 * @param bearer a token whose identity may sign for the account
 */
export async function tokenBySigning(
  { signUrl, bearer }: { readonly signUrl: string; readonly bearer: string },
  request: AssertionRequest,
  send: TokenSend,
): Promise<AccessToken> {
  const { signedJwt: assertion } = await send({
    url: signUrl,
    data: { payload: JSON.stringify(claimsOf(request)) },
    bearer,
  });
  if (typeof assertion !== "string") throw new Unreadable("Google signed no assertion for the service account");
  return exchanged(assertion, request, send);
}

async function exchanged(
  assertion: string,
  { tokenUrl, now }: AssertionRequest,
  send: TokenSend,
): Promise<AccessToken> {
  const data = new URLSearchParams({ grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion });
  const { access_token: token, expires_in: seconds } = await send({ url: tokenUrl, data });
  if (typeof token !== "string" || token === "")
    throw new CredentialRefused("Google's token endpoint answered without an access token");
  return { token, expiresAt: now + (typeof seconds === "number" ? seconds : life) * 1000 };
}
