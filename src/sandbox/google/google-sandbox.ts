import type { admin_directory_v1 as api } from "googleapis/build/src/apis/admin/directory_v1.js";
import type { groupssettings_v1 } from "googleapis/build/src/apis/groupssettings/v1.js";
import type { SandboxClock, SandboxRefusals, SandboxReply, SandboxRequest, SandboxService } from "../core/exchange.ts";
import { aliasRoutes } from "./aliases.ts";
import { type GoogleServiceAccount, GoogleTokens, isCredentialPath } from "./credentials.ts";
import type { Directory } from "./directory.ts";
import { withOnly } from "./field-mask.ts";
import { SETTINGS_BASE, settingsResource, settingsRoutes } from "./group-settings.ts";
import { googleDump } from "./google-dump.ts";
import { groupRoutes } from "./groups.ts";
import { LICENSING_BASE, licenseRoutes } from "./licenses.ts";
import { memberRoutes } from "./members.ts";
import { orgUnitRoutes } from "./org-units.ts";
import { Quota } from "./quota.ts";
import { DirectoryRefusal, refusalReply, unreadable } from "./refusal.ts";
import { groupResource, memberResource, userResource } from "./resources.ts";
import { assignmentResource, roleRoutes } from "./roles.ts";
import { callOf, matchPath } from "./route.ts";
import type { Route } from "./route.ts";
import type { GoogleSeed } from "./seed.ts";
import { seededDirectory } from "./seeding.ts";
import { ensureScope, type GoogleTokenOwner, sandboxOwner, tokenInfoReply, tokenOwnerReply } from "./token-info.ts";
import { userRoutes } from "./users.ts";

/** The routes of each API, by the start of its paths. */
const APIS: readonly { readonly base: string; readonly routes: readonly Route[] }[] = [
  {
    base: "/admin/directory/v1/",
    routes: [...userRoutes, ...groupRoutes, ...memberRoutes, ...aliasRoutes, ...orgUnitRoutes, ...roleRoutes],
  },
  { base: SETTINGS_BASE, routes: settingsRoutes },
  { base: LICENSING_BASE, routes: licenseRoutes },
];

export interface GoogleSandboxOptions {
  readonly seed: GoogleSeed;
  readonly clock: SandboxClock;
  /** Requests per minute and bearer token; default 2400, as in the real service. */
  readonly perMinute?: number;
  /** The form of a quota refusal: 403 userRateLimitExceeded (default) or 429 rateLimitExceeded. */
  readonly quotaStatus?: 403 | 429;
  /** Requests per minute and token to the Enterprise License Manager API; default 60, as in the real service. */
  readonly licensesPerMinute?: number;
  /** How long memberships of a new group answer 404; up to 45 seconds in the real service. Default 0. */
  readonly groupLagMs?: number;
  /** How long a group's directMembersCount keeps its value after a change. Default 0. */
  readonly countLagMs?: number;
  /** How long a search of users (`query`) shows their earlier state; up to 36 hours in the real service. Default 0. */
  readonly searchLagMs?: number;
  /** How long the members of a group that was nested are not derived members; up to 10 minutes in the real service. Default 0. */
  readonly nestedLagMs?: number;
  /** Lists have empty pages between the others, and pages that repeat an entry, as lists that change can have. Default false. */
  readonly oddPages?: boolean;
  /** The only accepted bearer token. Default: any token is accepted and has its own quota. */
  readonly token?: string;
  /** The tenant's real customer id, which `my_customer` stands for. */
  readonly customerId?: string;
  /** Service accounts that can request tokens: then only issued tokens are valid. Default: none. */
  readonly serviceAccounts?: readonly GoogleServiceAccount[];
  /** The account and the scopes of the accepted tokens; default: an administrator with all scopes. */
  readonly owner?: GoogleTokenOwner;
}

/** The actual state of the tenant, independent of what the API shows at the moment. */
export interface GoogleState {
  users(): readonly api.Schema$User[];
  deletedUsers(): readonly api.Schema$User[];
  groups(): readonly api.Schema$Group[];
  /** Returns the settings of a group, as the Groups Settings API shows them. */
  settingsOf(groupKey: string): groupssettings_v1.Schema$Groups;
  membersOf(groupKey: string): readonly api.Schema$Member[];
  /** Returns the addresses of the users with this licence, sorted. */
  holdersOf(product: string, sku: string): readonly string[];
  /** Returns the assignments of the role with this name, in every scope. */
  roleAssignmentsOf(roleName: string): readonly api.Schema$RoleAssignment[];
  /** Returns the time of the last sign-out of the user, in epoch milliseconds. */
  signedOutAt(userKey: string): number | undefined;
}

export interface GoogleSandbox extends SandboxService {
  readonly name: "google";
  readonly state: GoogleState;
}

/**
 * Creates a Google Workspace tenant that answers the Directory API, the Groups Settings API and the Enterprise License
 * Manager API and keeps changes.
 */
export function createGoogleSandbox(options: GoogleSandboxOptions): GoogleSandbox {
  const { seed, clock, token, perMinute = 2400, quotaStatus = 403 } = options;
  const {
    licensesPerMinute = 60,
    groupLagMs = 0,
    countLagMs = 0,
    searchLagMs = 0,
    nestedLagMs = 0,
    oddPages = false,
    customerId = "C03sandb0x",
    owner = sandboxOwner,
  } = options;
  const directory = seededDirectory(
    seed,
    { customerId, groupLagMs, countLagMs, searchLagMs, nestedLagMs, oddPages },
    clock.now(),
  );
  directory.userIndex.record(directory.users.all(), -Infinity);
  const quota = new Quota(perMinute, quotaStatus);
  const licenses = new Quota(licensesPerMinute, 503);
  const tokens = new GoogleTokens(options.serviceAccounts ?? []);
  const quotaOf = ({ path }: SandboxRequest): Quota => (path.startsWith(LICENSING_BASE) ? licenses : quota);
  return {
    name: "google",
    state: stateOf(directory, clock),
    dump: () => googleDump(directory),
    bucketOf: ({ path }) => (path.startsWith(LICENSING_BASE) ? "licenses" : "directory"),
    isWrite: ({ method, path }) =>
      method !== "GET" && method !== "HEAD" && path !== "/tokeninfo" && !isCredentialPath(path),
    refusals: refusalsOf(quotaOf),
    handle(request) {
      try {
        const now = clock.now();
        if (tokens.isRequired && isCredentialPath(request.path)) return tokens.answer(request, now);
        const principal = principalOf(request, token);
        quotaOf(request).spend(principal, now);
        const caller = tokens.isRequired ? tokens.ownerOf(principal, now) : owner;
        if (caller === undefined) throw invalidToken();
        if (request.path === "/tokeninfo") return tokenInfoReply(caller);
        ensureScope(caller, request);
        const reply = tokenOwnerReply(caller, request) ?? answer(directory, request, now);
        if (searchLagMs > 0) directory.userIndex.record(directory.users.all(), now);
        return reply;
      } catch (cause) {
        if (cause instanceof DirectoryRefusal) return refusalReply(cause);
        throw cause;
      }
    },
  };
}

/** Google names the reason of a failure, but not the time at which a quota resets. */
function refusalsOf(quotaOf: (request: SandboxRequest) => Quota): SandboxRefusals {
  return {
    failure: (status) =>
      refusalReply(
        new DirectoryRefusal(status, status === 500 ? "internalError" : "backendError", "Service unavailable."),
      ),
    throttled: (_resetAt, request) => refusalReply(quotaOf(request).refusal()),
  };
}

function answer(directory: Directory, request: SandboxRequest, now: number): SandboxReply {
  const { route, keys } = routeOf(request);
  if (request.body === undefined && request.rawBody.trim() !== "") throw unreadable();
  const reply = route.answer(callOf(directory, request, keys, now));
  const fields = request.query.get("fields");
  return fields === null || reply.body === undefined ? reply : { ...reply, body: withOnly(reply.body, fields) };
}

function routeOf({ method, path }: SandboxRequest): { route: Route; keys: ReadonlyMap<string, string> } {
  for (const { base, routes } of APIS) {
    if (!path.startsWith(base)) continue;
    for (const route of routes) {
      const keys = route.method === method ? matchPath(route.pattern, path.slice(base.length)) : undefined;
      if (keys !== undefined) return { route, keys };
    }
  }
  throw new DirectoryRefusal(404, "notFound", `Not Found: ${method} ${path}`);
}

const invalidToken = (): DirectoryRefusal => new DirectoryRefusal(401, "authError", "Invalid Credentials");

function principalOf({ headers }: SandboxRequest, only: string | undefined): string {
  const token = /^Bearer (\S+)$/i.exec(headers["authorization"] ?? "")?.[1];
  if (token === undefined || (only !== undefined && token !== only)) throw invalidToken();
  return token;
}

function stateOf(directory: Directory, clock: SandboxClock): GoogleState {
  return {
    users: () => directory.users.all().map((user) => userResource(user, directory, "full")),
    deletedUsers: () => directory.deletedUsersAt(clock.now()).map((user) => userResource(user, directory, "full")),
    // After every lag, so that the shown count is the actual one.
    groups: () => directory.groups.all().map((group) => groupResource(group, Infinity)),
    settingsOf: (groupKey) => settingsResource(directory.group(groupKey)),
    membersOf: (groupKey) =>
      directory
        .group(groupKey)
        .members.all()
        .map((member) => memberResource(member, directory, true)),
    holdersOf: (product, sku) =>
      [...(directory.licenses.get(product, sku)?.holders ?? [])].map((id) => directory.user(id).primaryEmail).sort(),
    roleAssignmentsOf: (roleName) => {
      const role = directory.roles.named(roleName)?.id;
      return directory.roles.assignments
        .all()
        .filter((assignment) => assignment.role === role)
        .map(assignmentResource);
    },
    signedOutAt: (userKey) => directory.user(userKey).signedOutAt,
  };
}
