import { createHash } from "node:crypto";
import type { SandboxClock, SandboxRefusals, SandboxReply, SandboxRequest, SandboxService } from "../core/exchange.ts";
import { checkRoutes } from "./check-routes.ts";
import { stateOf } from "./github-state.ts";
import type { GithubState } from "./github-state.ts";
import { issueRoutes } from "./issue-routes.ts";
import { Limits, secondaryLimit } from "./limits.ts";
import { ensurePermission, principalOf } from "./principal.ts";
import type { Principal } from "./principal.ts";
import { pullRoutes } from "./pull-routes.ts";
import { GithubRefusal, notFound, refusalReply } from "./refusal.ts";
import { repositoryRoutes } from "./repository-routes.ts";
import { createRepository } from "./repository.ts";
import type { Repository } from "./repository.ts";
import { isJson, matchPath } from "./route.ts";
import type { Route } from "./route.ts";
import type { GithubSeed } from "./seed.ts";
import { settingsRoutes } from "./settings-routes.ts";

const ROUTES: readonly Route[] = [
  ...repositoryRoutes,
  ...pullRoutes,
  ...issueRoutes,
  ...checkRoutes,
  ...settingsRoutes,
];

export interface GithubSandboxOptions {
  readonly seed: GithubSeed;
  readonly clock: SandboxClock;
  /** The only accepted bearer token besides those of the seed. Default: any token is accepted. */
  readonly token?: string;
  /** Requests per hour and token; default: 1,000 for a job's token, 5,000 for others. */
  readonly perHour?: number;
  /** Requests per minute and token that create content; default 80. */
  readonly createdPerMinute?: number;
}

export interface GithubSandbox extends SandboxService {
  readonly name: "github";
  readonly state: GithubState;
}

/**
 * Creates a repository on GitHub that answers like GitHub's REST API and keeps changes. It stores no git objects: the
 * caller supplies commit ids, so that a git repository can back the sandbox.
 */
export function createGithubSandbox(options: GithubSandboxOptions): GithubSandbox {
  const { seed, clock, token, perHour, createdPerMinute = 80 } = options;
  const repository = createRepository(seed);
  const limits = new Limits({ perHour, createdPerMinute });
  const tokens = { only: token, kinds: seed.tokens ?? {} };
  return {
    name: "github",
    state: stateOf(repository, clock),
    refusals: refusalsOf(clock),
    handle(request) {
      const now = clock.now();
      let rate: Readonly<Record<string, string>> = {};
      try {
        const principal = principalOf(repository, request, tokens);
        limits.spend(principal, now, request.method === "POST");
        rate = limits.headers(principal, now);
        return withTag(request, withHeaders(answer(repository, request, { principal, now }), rate));
      } catch (cause) {
        if (cause instanceof GithubRefusal) return withHeaders(refusalReply(cause), rate);
        throw cause;
      }
    },
  };
}

/** GitHub gives the seconds to wait, not the time at which the wait ends. */
function refusalsOf(clock: SandboxClock): SandboxRefusals {
  return {
    failure: (status) => refusalReply(new GithubRefusal(status, "Server Error")),
    throttled: (resetAt) => refusalReply(secondaryLimit(Math.ceil((resetAt - clock.now()) / 1000))),
  };
}

function answer(
  repository: Repository,
  request: SandboxRequest,
  { principal, now }: { readonly principal: Principal; readonly now: number },
): SandboxReply {
  const { owner, name } = repository.seed;
  const prefix = `repos/${owner.login}/${name}`;
  const path = request.path.replace(/^\/+/, "").replace(/\/+$/, "");
  const isForRepository =
    path.toLowerCase() === prefix.toLowerCase() || path.toLowerCase().startsWith(`${prefix.toLowerCase()}/`);
  const local = isForRepository ? `{repo}${path.slice(prefix.length)}` : path;
  for (const route of ROUTES) {
    if (route.method !== request.method) continue;
    const keys = isForRepository === route.pattern.startsWith("{repo}") ? matchPath(route.pattern, local) : undefined;
    if (keys === undefined) continue;
    ensurePermission(principal, route.permission ?? (request.method === "GET" ? "read" : "write"));
    if (request.rawBody.trim() !== "" && !isJson(request.body)) throw new GithubRefusal(400, "Problems parsing JSON");
    const body = isJson(request.body) ? request.body : {};
    const key = (wanted: string): string => keys.get(wanted) ?? "";
    const { origin, query } = request;
    return route.answer({ repository, request, origin, query, principal, now, body, key });
  }
  throw notFound();
}

function withHeaders(reply: SandboxReply, headers: Readonly<Record<string, string>>): SandboxReply {
  return { ...reply, headers: { ...headers, ...reply.headers } };
}

/** Adds an ETag to answers of reads, and answers 304 to a caller that has the same version. */
function withTag({ method, headers }: SandboxRequest, reply: SandboxReply): SandboxReply {
  if (method !== "GET" || reply.status !== 200) return reply;
  const text = JSON.stringify([reply.body, reply.links ?? []]);
  const etag = `"${createHash("sha256").update(text).digest("hex")}"`;
  const tagged = withHeaders(reply, { etag });
  if (headers["if-none-match"]?.replace(/^W\//, "") !== etag) return tagged;
  return { status: 304, headers: tagged.headers ?? {} };
}
