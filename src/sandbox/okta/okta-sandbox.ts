import type { SandboxClock, SandboxReply, SandboxRequest, SandboxService } from "../core/exchange.ts";
import { credentialIn, ensureScope, principalOf } from "./access.ts";
import { adminRoleRoutes } from "./admin-roles.ts";
import { appUserRoutes } from "./app-users.ts";
import { appRoutes } from "./apps.ts";
import type { OktaBehaviour } from "./behaviour.ts";
import { groupRoutes } from "./groups.ts";
import { logRoutes } from "./logs.ts";
import { memberRoutes } from "./members.ts";
import { oktaDump } from "./okta-dump.ts";
import { stateOf } from "./okta-state.ts";
import type { OktaState } from "./okta-state.ts";
import type { Org } from "./org.ts";
import { bucketOf, publishedLimits, rateHeaders, RateLimits } from "./rate-limits.ts";
import type { OktaLimits, RateAnswer } from "./rate-limits.ts";
import { malformed, OktaRefusal, refusalReply } from "./refusal.ts";
import { matchRoute } from "./route.ts";
import type { Route } from "./route.ts";
import { ruleRoutes } from "./rules.ts";
import type { OktaSeed } from "./seed.ts";
import { seededOrg } from "./seeding.ts";
import { endOfLife, tokenReply } from "./token-endpoint.ts";
import type { IssuedToken, OktaClientApp } from "./token-endpoint.ts";
import { type OktaTokenOwner, sandboxOwner, tokenOwnerReply } from "./token-owner.ts";
import { lifecycleRoutes } from "./user-lifecycle.ts";
import { userRoutes } from "./users.ts";

const BASE = "/api/v1/";
const TOKEN_PATH = "/oauth2/v1/token";
const DAY_MS = 86_400_000;
/** An org is not created at the moment in which it is read: its first objects are a day old. */
const SEED_AGE_MS = DAY_MS;

// Rules before groups: the path of a rule would match as a group's id.
export const oktaRoutes: readonly Route[] = [
  ...ruleRoutes,
  ...groupRoutes,
  ...memberRoutes,
  ...userRoutes,
  ...lifecycleRoutes,
  ...appRoutes,
  ...appUserRoutes,
  ...adminRoleRoutes,
  ...logRoutes,
];

export interface OktaSandboxOptions {
  readonly seed: OktaSeed;
  readonly clock: SandboxClock;
  /** Requests per minute; default: the published limits of a workforce org. */
  readonly limits?: OktaLimits;
  /** The share of each limit that one token may use, in percent. Default 50, as in a new org. */
  readonly principalPercentage?: number;
  /** How many requests the org answers at the same time; default 75, as published. */
  readonly concurrency?: number;
  /** The only accepted API token. Default: any token is accepted and has its own share. */
  readonly token?: string;
  /** The owner of the accepted API token; default: a super administrator. */
  readonly owner?: OktaTokenOwner;
  /** Service apps that can request access tokens. */
  readonly clients?: readonly OktaClientApp[];
  /** Attributes beyond the base schema that users and groups can have, besides those the seed uses. */
  readonly customAttributes?: readonly string[];
  readonly customGroupAttributes?: readonly string[];
  /** Default `active`: users whom a plan activates can sign in without an activation mail. */
  readonly activation?: OktaBehaviour["activation"];
  /** The largest page of groups; it differs between orgs. Default 200. */
  readonly groupPageMax?: number;
  /** The largest page of members, and the one without `limit`. Default 1000. */
  readonly memberPageMax?: number;
  /** How long a next link is valid, in milliseconds. Default: without limit. */
  readonly cursorLifeMs?: number;
  /** Lists have empty pages between the others, and pages that repeat an entry, as lists that change can have. Default false. */
  readonly oddPages?: boolean;
  /** How long `search` shows an object's state before a change, in milliseconds. Default 0. */
  readonly searchLagMs?: number;
  /** How long a rule takes to process a change, in milliseconds. Default 0. */
  readonly ruleLagMs?: number;
  /** How long activation and asynchronous deactivation take, in milliseconds. Default 0. */
  readonly transitionMs?: number;
  /** How long an event takes to appear in the System Log, in milliseconds. Default 0. */
  readonly logLagMs?: number;
  /** How long the System Log keeps an event, in milliseconds. Default 90 days. */
  readonly logRetentionMs?: number;
}

export interface OktaSandbox extends SandboxService {
  readonly name: "okta";
  readonly state: OktaState;
  /** Signs a user in, which no client of the API does. Okta then shows another last sign-in and no other change. */
  signIn(login: string): void;
}

/** Creates an Okta org that answers the Management API for users, groups, memberships, rules, apps, administrator roles and the System Log, and keeps changes. */
export function createOktaSandbox(options: OktaSandboxOptions): OktaSandbox {
  const { clock, token, clients = [], concurrency = 75, activation = "active", owner = sandboxOwner } = options;
  const { groupPageMax = 200, memberPageMax = 1000, cursorLifeMs = Infinity, oddPages = false } = options;
  const { limits = publishedLimits.workforce, principalPercentage = 50, logRetentionMs = 90 * DAY_MS } = options;
  const behaviour: OktaBehaviour = { activation, groupPageMax, memberPageMax, cursorLifeMs, oddPages, logRetentionMs };
  const org = orgOf(options);
  const rates = new RateLimits({ limits, principalPercentage });
  const issued = new Map<string, IssuedToken>();
  const usedProofs = new Set<string>();
  let requests = 0;

  const issue = (scopes: ReadonlySet<string>, boundKey: string | null): IssuedToken => {
    const given = { token: `access-token-${issued.size + 1}`, scopes, boundKey, until: endOfLife(clock.now()) };
    issued.set(given.token, given);
    return given;
  };

  const answer = (request: SandboxRequest, path: string, now: number): SandboxReply => {
    if (path === TOKEN_PATH && request.method === "POST")
      return tokenReply(request, clients, { now, issue, usedProofs });
    const principal = principalOf(request, { token, issued, usedProofs, hasApps: clients.length > 0 }, now);
    const own = tokenOwnerReply(path, principal, owner);
    if (own !== undefined) return own;
    const { route, key } = matchRoute(oktaRoutes, request.method, path.startsWith(BASE) ? path.slice(BASE.length) : "");
    ensureScope(principal, request.method, path);
    if (request.body === undefined && request.rawBody.trim() !== "") throw malformed();
    const { query, body, headers, origin } = request;
    return route.answer({ org, behaviour, now, query, body, headers, origin, path, key });
  };

  const state = stateOf(org, () => org.settle(clock.now()));
  return {
    name: "okta",
    state,
    dump: () => oktaDump(state),
    bucketOf: ({ method, path }) => bucketOf(method, withoutDoubledSlash(path)),
    signIn: (login) => org.signIn(login, clock.now()),
    isWrite: ({ method, path }) => method !== "GET" && method !== "HEAD" && path !== TOKEN_PATH,
    refusals: {
      failure: (status) => refusalReply(failure(status), errorId(requests)),
      throttled: (resetAt) => withHeaders(throttled(requests), rateHeaders(600, 0, resetAt), requests),
    },
    handle(request) {
      requests += 1;
      const now = clock.now();
      org.settle(now);
      const path = withoutDoubledSlash(request.path);
      const rate = rateOf(request, path, { rates, concurrency, now });
      if (rate.refused) return withHeaders(throttled(requests), rate.headers, requests);
      try {
        return withHeaders(answer(request, path, now), rate.headers, requests);
      } catch (cause) {
        if (!(cause instanceof OktaRefusal)) throw cause;
        return withHeaders(refusalReply(cause, errorId(requests)), rate.headers, requests);
      }
    },
  };
}

/** A base address that ends in a slash gives two slashes. */
const withoutDoubledSlash = (path: string): string => path.replace(/^\/{2,}/, "/");

function orgOf(options: OktaSandboxOptions): Org {
  const { seed, clock, customAttributes = [], customGroupAttributes = [] } = options;
  const { searchLagMs = 0, ruleLagMs = 0, transitionMs = 0, logLagMs = 0 } = options;
  const custom = { user: customAttributes, group: customGroupAttributes };
  return seededOrg(seed, { searchLagMs, ruleLagMs, transitionMs, logLagMs, custom }, clock.now() - SEED_AGE_MS);
}

/** Too many concurrent requests appear as a limit of 0; their reset is only a hint. */
function rateOf(
  request: SandboxRequest,
  path: string,
  { rates, concurrency, now }: { readonly rates: RateLimits; readonly concurrency: number; readonly now: number },
): RateAnswer {
  if (request.inFlight > concurrency) return { refused: true, headers: rateHeaders(0, 0, now + 1000) };
  return rates.spend(bucketOf(request.method, path), credentialIn(request).secret, now);
}

function withHeaders(reply: SandboxReply, headers: Readonly<Record<string, string>>, request: number): SandboxReply {
  return {
    ...reply,
    headers: { "X-Okta-Request-Id": `req${String(request).padStart(20, "0")}`, ...headers, ...reply.headers },
  };
}

function throttled(request: number): SandboxReply {
  return refusalReply(
    new OktaRefusal(429, "E0000047", "API call exceeded rate limit due to too many requests."),
    errorId(request),
  );
}

function failure(status: number): OktaRefusal {
  return status === 503
    ? new OktaRefusal(503, "E0000010", "Service is in read only mode")
    : new OktaRefusal(status, "E0000009", "Internal Server Error");
}

function errorId(request: number): string {
  return `oae${String(request).padStart(20, "0")}`;
}
