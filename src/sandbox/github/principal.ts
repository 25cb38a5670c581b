import type { SandboxRequest } from "../core/exchange.ts";
import { GithubRefusal, notByIntegration } from "./refusal.ts";
import type { Repository } from "./repository.ts";
import { actionsApp, actionsBot, rolecallApp, rolecallBot } from "./seed.ts";
import type { GithubAccount, GithubToken, TokenKind } from "./seed.ts";
import type { StoredApp } from "./stored.ts";

/** Who may call a route: any token; one that may write; one with an administrator's rights; one that may see the organization. */
export type Right = "read" | "write" | "administer" | "organization";

/** Whom a request's token speaks for. */
export interface Principal {
  readonly token: string;
  readonly kind: TokenKind;
  /** The account that its writes show as their author. */
  readonly account: GithubAccount;
  readonly app: StoredApp | null;
}

export interface Tokens {
  /** The only token that is let in; undefined: any is. */
  readonly only: string | undefined;
  readonly kinds: Readonly<Record<string, GithubToken>>;
}

/** Who asks. No token or a wrong one is 401. */
export function principalOf(repository: Repository, request: SandboxRequest, { only, kinds }: Tokens): Principal {
  const [, token = ""] = /^(?:token|bearer)\s+(\S+)$/i.exec(request.headers["authorization"] ?? "") ?? [];
  if (token === "") throw new GithubRefusal(401, "Requires authentication");
  if (only !== undefined && token !== only && !Object.hasOwn(kinds, token))
    throw new GithubRefusal(401, "Bad credentials");
  const told = Object.hasOwn(kinds, token) ? kinds[token] : undefined;
  const { kind, account }: GithubToken = told ?? { kind: "job" };
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
  if (account === undefined) throw new Error("a personal token of the sandbox belongs to no account");
  return account;
}

/** Refuses what the token's kind does not allow. */
export function ensureRight({ kind }: Principal, right: Right): void {
  if (right === "read" || kind === "app" || kind === "person") return;
  if (right === "write" && kind === "job") return;
  throw notByIntegration();
}
