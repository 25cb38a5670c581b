import { createPublicKey, type KeyObject, sign } from "node:crypto";
import type { SandboxReply, SandboxRequest } from "../core/exchange.ts";
import { isSignedBy, jwtPart } from "../core/jwt.ts";
import type { GoogleTokenOwner } from "./token-info.ts";

/** A service account, with the key that it or Google signs with. */
export interface GoogleServiceAccount {
  readonly email: string;
  readonly privateKey: KeyObject;
  /** Whether the account itself has an administrator role. Default false. */
  readonly isAdministrator?: boolean;
  /** The scopes of domain-wide delegation, and the administrators; absent: it acts only for itself. */
  readonly delegation?: { readonly scopes: readonly string[]; readonly administrators: readonly string[] };
  /** What an external account with `subjectToken` may do for the account. Default: nothing. */
  readonly external?: { readonly subjectToken: string; readonly roles: readonly ("tokenCreator" | "user")[] };
}

interface Issued {
  readonly owner: GoogleTokenOwner;
  /** In epoch milliseconds. */
  readonly until: number;
}

/** The lifetime of a token: one hour. */
const LIFE_SECONDS = 3600;
const ACCOUNT = /^\/v1\/projects\/-\/serviceAccounts\/([^/:]+):(generateAccessToken|signJwt)$/;

/** The paths that answer requests for tokens, and change nothing. */
export const isCredentialPath = (path: string): boolean =>
  path === "/token" || path === "/sts/v1/token" || ACCOUNT.test(path);

/** The token endpoint, the token exchange and the IAM Service Account Credentials API, on the address of the sandbox. */
export class GoogleTokens {
  readonly #accounts: readonly GoogleServiceAccount[];
  readonly #issued = new Map<string, Issued>();
  /** Federated tokens, with the subject token that each was exchanged for. */
  readonly #federated = new Map<string, string>();

  constructor(accounts: readonly GoogleServiceAccount[]) {
    this.#accounts = accounts;
  }

  /** Returns the owner of an issued token; undefined: it was not issued, or it has expired. */
  ownerOf(token: string, now: number): GoogleTokenOwner | undefined {
    const issued = this.#issued.get(token);
    return issued !== undefined && now < issued.until ? issued.owner : undefined;
  }

  /** Whether only issued tokens are valid. */
  get isRequired(): boolean {
    return this.#accounts.length > 0;
  }

  answer(request: SandboxRequest, now: number): SandboxReply {
    const form = new URLSearchParams(request.rawBody);
    if (request.path === "/token") return this.#exchange(form.get("assertion") ?? "", request.origin, now);
    if (request.path === "/sts/v1/token") return this.#federate(form.get("subject_token") ?? "");
    return this.#forAccount(request, now);
  }

  #exchange(assertion: string, origin: string, now: number): SandboxReply {
    const claims = jwtPart(assertion, "claims") ?? {};
    const account = this.#accounts.find(({ email }) => email === claims["iss"]);
    const jwk = account === undefined ? {} : createPublicKey(account.privateKey).export({ format: "jwk" });
    if (account === undefined || !isSignedBy(assertion, jwk)) return refused("invalid_grant", "Invalid JWT Signature.");
    const [issuedAt, end] = [Number(claims["iat"]) * 1000, Number(claims["exp"]) * 1000];
    const isTimely = issuedAt <= now && now < end && end - issuedAt <= LIFE_SECONDS * 1000;
    if (claims["aud"] !== `${origin}/token` || !isTimely)
      return refused("invalid_grant", "Invalid JWT: Token must be a short-lived token and in a reasonable timeframe.");
    const scopes = String(claims["scope"]).split(" ");
    const subject = claims["sub"];
    if (subject === undefined) return this.#issue(ownerOf(account, scopes), now);
    const { delegation } = account;
    if (delegation === undefined || scopes.some((scope) => !delegation.scopes.includes(scope)))
      return refused(
        "unauthorized_client",
        "Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.",
        401,
      );
    if (typeof subject !== "string" || !delegation.administrators.includes(subject))
      return refused("invalid_grant", "Invalid email or User ID");
    return this.#issue({ email: subject, scopes }, now);
  }

  #federate(subjectToken: string): SandboxReply {
    if (!this.#accounts.some(({ external }) => external?.subjectToken === subjectToken))
      return refused("invalid_grant", "The given credential is rejected by the attribute condition.");
    const token = `federated-token-${this.#federated.size + 1}`;
    this.#federated.set(token, subjectToken);
    const body = { access_token: token, token_type: "Bearer", expires_in: LIFE_SECONDS };
    return {
      status: 200,
      body: { ...body, issued_token_type: "urn:ietf:params:oauth:token-type:access_token" },
    };
  }

  #forAccount({ path, headers, body }: SandboxRequest, now: number): SandboxReply {
    const [, email, method] = ACCOUNT.exec(path) ?? [];
    const bearer = /^Bearer (\S+)$/i.exec(headers["authorization"] ?? "")?.[1] ?? "";
    const subjectToken = this.#federated.get(bearer);
    const account = this.#accounts.find((one) => one.email === email);
    const isSigning = method === "signJwt";
    const { external } = account ?? {};
    const isAllowed =
      account !== undefined &&
      external !== undefined &&
      external.subjectToken === subjectToken &&
      external.roles.includes(isSigning ? "tokenCreator" : "user");
    if (!isAllowed) {
      const permission = `iam.serviceAccounts.${isSigning ? "signJwt" : "getAccessToken"}`;
      const message = `Permission '${permission}' denied on resource (or it may not exist).`;
      return { status: 403, body: { error: { code: 403, message, status: "PERMISSION_DENIED" } } };
    }
    const { payload, scope } = body as { readonly payload?: string; readonly scope?: readonly string[] };
    if (isSigning)
      return { status: 200, body: { keyId: "sandbox", signedJwt: signed(payload ?? "", account.privateKey) } };
    const given = this.#grant(ownerOf(account, scope ?? []), now);
    return { status: 200, body: { accessToken: given.token, expireTime: new Date(given.until).toISOString() } };
  }

  #issue(owner: GoogleTokenOwner, now: number): SandboxReply {
    const { token } = this.#grant(owner, now);
    return { status: 200, body: { access_token: token, token_type: "Bearer", expires_in: LIFE_SECONDS } };
  }

  #grant(owner: GoogleTokenOwner, now: number): { readonly token: string; readonly until: number } {
    const token = `issued-token-${this.#issued.size + 1}`;
    const until = now + LIFE_SECONDS * 1000;
    this.#issued.set(token, { owner, until });
    return { token, until };
  }
}

/** The account itself, which needs an administrator role. */
const ownerOf = (
  { email, isAdministrator = false }: GoogleServiceAccount,
  scopes: readonly string[],
): GoogleTokenOwner => ({ email, scopes, isAdministrator });

function signed(payload: string, key: KeyObject): string {
  const text = [JSON.stringify({ alg: "RS256", typ: "JWT" }), payload]
    .map((part) => Buffer.from(part).toString("base64url"))
    .join(".");
  return `${text}.${sign("sha256", Buffer.from(text), key).toString("base64url")}`;
}

const refused = (error: string, description: string, status = 400): SandboxReply => ({
  status,
  body: { error, error_description: description },
});
