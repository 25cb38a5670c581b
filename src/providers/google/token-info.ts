import { Unreadable } from "../../http/transport-failure.ts";

/** What Google says about an access token. */
export interface TokenInfo {
  /** The account of the token; null: the token does not show it. */
  readonly email: string | null;
  /** The client that requested the token: the id of a service account, or of an application; null: not shown. */
  readonly clientId: string | null;
  readonly scopes: readonly string[];
}

/** Google's own address; with another root URL, the same path below it. */
export const tokenInfoUrlOf = (rootUrl: string | undefined): string =>
  rootUrl === undefined ? "https://oauth2.googleapis.com/tokeninfo" : `${rootUrl}/tokeninfo`;

/**
 * Asks Google which account and scopes a token has.
 * @throws Unreadable when Google does not know the token
 */
export async function tokenInfo(url: string, token: string, timeout: number): Promise<TokenInfo> {
  const response = await fetch(url, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/x-www-form-urlencoded" },
    redirect: "error",
    signal: AbortSignal.timeout(timeout),
  });
  if (!response.ok) throw new Unreadable(`Google does not show the scopes of the token (HTTP ${response.status})`);
  const { email, scope, azp } = (await response.json()) as Readonly<
    Partial<Record<"email" | "scope" | "azp", unknown>>
  >;
  return {
    email: typeof email === "string" ? email : null,
    clientId: typeof azp === "string" ? azp : null,
    scopes: typeof scope === "string" ? scope.split(" ").filter((one) => one !== "") : [],
  };
}
