import type { SandboxRequest } from "../core/exchange.ts";
import { GithubRefusal, notByIntegration } from "./refusal.ts";
import type { Repository } from "./repository.ts";
import { actionsApp, actionsBot, rolecallApp, rolecallBot } from "./seed.ts";
import type { GithubAccount, GithubToken, TokenKind } from "./seed.ts";
import type { StoredApp } from "./stored.ts";

/** Who may call a route: any token, one that may write, an administrator's, or one that may read the organization. */
export type Permission = "read" | "write" | "administer" | "organization";

/** The caller that a token identifies. */
export interface Principal {
  readonly token: string;
  readonly kind: TokenKind;
  /** The account that GitHub shows as the author of its writes. */
  readonly account: GithubAccount;
  readonly app: StoredApp | null;
}

export interface Tokens {
  /** The only accepted token; undefined: any token is accepted. */
  readonly only: string | undefined;
  readonly kinds: Readonly<Record<string, GithubToken>>;
}

/** Returns the caller. @throws GithubRefusal 401 without a valid token */
export function principalOf(repository: Repository, request: SandboxRequest, { only, kinds }: Tokens): Principal {
  const [, token = ""] = /^(?:token|bearer)\s+(\S+)$/i.exec(request.headers["authorization"] ?? "") ?? [];
  if (token === "") throw new GithubRefusal(401, "Requires authentication");
  if (only !== undefined && token !== only && !Object.hasOwn(kinds, token))
    throw new GithubRefusal(401, "Bad credentials");
  const named = Object.hasOwn(kinds, token) ? kinds[token] : undefined;
  const { kind, account }: GithubToken = named ?? { kind: "job" };
  switch (kind) {
    case "app":
      return { token, kind, account: rolecallBot, app: rolecallApp };
    case "person":
      return { token, kind, account: personOf(repository, account), app: null };
    case "job":
    case "fork-job":
      return { token, kind, account: actionsBot, app: actionsApp };
  }
}

function personOf({ accounts }: Repository, id: number | undefined): GithubAccount {
  const account = id === undefined ? undefined : accounts.get(id);
  if (account === undefined) throw new Error("A personal token of the GitHub sandbox has no account.");
  return account;
}

/** Refuses operations that the token's kind does not allow. */
export function ensurePermission({ kind }: Principal, permission: Permission): void {
  if (permission === "read" || kind === "app" || kind === "person") return;
  if (permission === "write" && kind === "job") return;
  throw notByIntegration();
}
