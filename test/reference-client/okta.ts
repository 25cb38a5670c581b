import type { AssignableKey } from "../../src/model/direct-assignment.ts";
import type { ProviderWrite } from "../../src/ports/access.ts";
import { canonicalJson } from "../../src/support/canonical-json.ts";
import { type Answer, entries, type Http, httpTo, isOk, type Json, object, text } from "./http.ts";
import {
  outcomeOf,
  type ReferenceAccount,
  type ReferenceClient,
  type ReferenceGroup,
  type ReferenceOutcome,
  type ReferenceView,
} from "./reference-client.ts";

type WriteOf<A extends ProviderWrite["action"]> = Extract<ProviderWrite, { action: A }>;

export interface OktaReferenceOptions {
  readonly url: string;
  readonly token: string;
  /** The attribute with the employee number. */
  readonly join: string;
  /** Entries of a page. */
  readonly limit: number;
}

/** Okta's names of the states, in the product's words. */
const states: Readonly<Record<string, string>> = {
  STAGED: "staged",
  PROVISIONED: "provisioned",
  ACTIVE: "active",
  RECOVERY: "recovery",
  PASSWORD_EXPIRED: "password-expired",
  LOCKED_OUT: "locked",
  SUSPENDED: "suspended",
  DEPROVISIONED: "deactivated",
};

/** Creates the reference client of an Okta organization. */
export function oktaReference({ url, token, join, limit }: OktaReferenceOptions): ReferenceClient {
  const http = httpTo(url, `SSWS ${token}`);
  return {
    perform: (write) => performOn({ http, join, limit }, write),
    view: (assignables) => viewOf({ http, join, limit }, assignables),
  };
}

interface Context {
  readonly http: Http;
  readonly join: string;
  readonly limit: number;
}

/** Follows the `next` links of a list. */
async function all({ http, limit }: Context, path: string): Promise<readonly Json[]> {
  const found: Json[] = [];
  let page: string | null = `${path}${path.includes("?") ? "&" : "?"}limit=${limit}`;
  while (page !== null) {
    const answer: Answer = await http.send("GET", page);
    if (!isOk(answer) || !Array.isArray(answer.body)) throw new Error(`GET ${page}: HTTP ${answer.status}`);
    found.push(...entries(answer.body));
    page = answer.next;
  }
  return found;
}

const profileOf = (item: Json | null): Json => (item?.["profile"] ?? {}) as Json;

async function read({ http }: Context, path: string): Promise<Json | null> {
  const answer = await http.send("GET", path);
  return answer.status === 404 ? null : object(answer);
}

async function performOn(context: Context, write: ProviderWrite): Promise<ReferenceOutcome> {
  switch (write.action) {
    case "account.create":
      return createAccount(context, write);
    case "account.adopt":
      return adoptAccount(context, write);
    case "account.update":
      return setAttributes(context, write.account, write.set);
    case "account.activate":
    case "account.suspend":
    case "account.unsuspend":
    case "account.deactivate":
      return moveAccount(context, write.action, write.account);
    case "group.create":
      return createGroup(context, write);
    case "group.update":
      return updateGroup(context, write);
    case "membership.add":
      return addMember(context, write);
    case "membership.remove":
      return removeMember(context, write);
    case "app.assign":
    case "app.update":
      return setAppUser(context, write);
    case "app.unassign":
      return unassignApp(context, write);
    case "admin-role.assign":
      return assignRole(context, write);
    case "admin-role.unassign":
      return unassignRole(context, write);
    case "membership.update":
    case "group.configure":
    case "license.assign":
    case "license.unassign":
      // Okta has no roles of members, no settings of groups and no licences.
      return "refused";
  }
}

async function createAccount(context: Context, write: WriteOf<"account.create">): Promise<ReferenceOutcome> {
  const { http, join } = context;
  const path = `/api/v1/users/${encodeURIComponent(write.address)}`;
  const profile = { email: write.address, ...write.profile, login: write.address, [join]: write.join };
  await http.send("POST", `/api/v1/users?activate=${write.state === "active"}`, { profile });
  return outcomeOf(profileOf(await read(context, path))[join] === write.join);
}

/** Sets the number of an account that has none, or has `from`. */
async function adoptAccount(context: Context, write: WriteOf<"account.adopt">): Promise<ReferenceOutcome> {
  const { join } = context;
  const held = profileOf(await read(context, `/api/v1/users/${write.account}`))[join] ?? null;
  const isFree = held === null || held === "" || held === write.from || held === write.join;
  return isFree ? setAttributes(context, write.account, { [join]: write.join }) : "refused";
}

/** A POST changes the attributes that it names, and null clears one. */
async function setAttributes(context: Context, account: string, set: Json): Promise<ReferenceOutcome> {
  const path = `/api/v1/users/${account}`;
  if ((await read(context, path)) === null) return "refused";
  if (!hasAll(await read(context, path), set)) await context.http.send("POST", path, { profile: set });
  return outcomeOf(hasAll(await read(context, path), set));
}

const hasAll = (item: Json | null, set: Json): boolean =>
  Object.entries(set).every(([name, value]) => (profileOf(item)[name] ?? null) === (value ?? null));

/** The states in which a lifecycle step has nothing left to do. */
const goals = {
  "account.activate": ["ACTIVE", "PROVISIONED", "RECOVERY", "PASSWORD_EXPIRED", "LOCKED_OUT"],
  "account.suspend": ["SUSPENDED"],
  "account.unsuspend": ["ACTIVE"],
  "account.deactivate": ["DEPROVISIONED"],
} as const;

async function moveAccount(context: Context, move: keyof typeof goals, account: string): Promise<ReferenceOutcome> {
  const { http } = context;
  const status = async (): Promise<string> => String((await read(context, `/api/v1/users/${account}`))?.["status"]);
  const isThere = async (): Promise<boolean> => (goals[move] as readonly string[]).includes(await status());
  if (await isThere()) return "holds";
  const lifecycle = `/api/v1/users/${account}/lifecycle`;
  // Only an active account can be suspended; unlocking makes a locked account active.
  if (move === "account.suspend" && (await status()) === "LOCKED_OUT") await http.send("POST", `${lifecycle}/unlock`);
  const query =
    move === "account.activate" ? "?sendEmail=true" : move === "account.deactivate" ? "?sendEmail=false" : "";
  await http.send("POST", `${lifecycle}/${move.slice("account.".length)}${query}`);
  return outcomeOf(await isThere());
}

async function namedGroups(context: Context, name: string): Promise<readonly Json[]> {
  return (await all(context, "/api/v1/groups")).filter((group) => profileOf(group)["name"] === name);
}

async function createGroup(context: Context, { name, profile }: WriteOf<"group.create">): Promise<ReferenceOutcome> {
  await context.http.send("POST", "/api/v1/groups", { profile: { ...profile, name } });
  const own = (await namedGroups(context, name)).find(({ type }) => type === "OKTA_GROUP");
  return outcomeOf(hasAll(own ?? null, { ...profile, name }));
}

/** A PUT replaces the profile, so the attributes that stay are sent as well. */
async function updateGroup(context: Context, { group, set }: WriteOf<"group.update">): Promise<ReferenceOutcome> {
  const path = `/api/v1/groups/${group}`;
  const before = await read(context, path);
  if (before?.["type"] !== "OKTA_GROUP") return "refused";
  if (!hasAll(before, set)) await context.http.send("PUT", path, { profile: { ...profileOf(before), ...set } });
  return outcomeOf(hasAll(await read(context, path), set));
}

async function addMember(
  { http }: Context,
  { group, member, role }: WriteOf<"membership.add" | "membership.update">,
): Promise<ReferenceOutcome> {
  if (role !== "member") return "refused";
  // Also for a member: the answer is the same, and a membership by a rule becomes one by hand.
  return outcomeOf(isOk(await http.send("PUT", `/api/v1/groups/${group}/users/${encodeURIComponent(member)}`)));
}

async function removeMember(
  { http }: Context,
  { group, member }: WriteOf<"membership.remove">,
): Promise<ReferenceOutcome> {
  const answer = await http.send("DELETE", `/api/v1/groups/${group}/users/${encodeURIComponent(member)}`);
  return outcomeOf(isOk(answer) || answer.status === 404);
}

async function setAppUser(
  context: Context,
  { action, app, account, profile }: WriteOf<"app.assign" | "app.update">,
): Promise<ReferenceOutcome> {
  const users = `/api/v1/apps/${app}/users`;
  const held = async (): Promise<Json | null> => read(context, `${users}/${account}`);
  const before = await held();
  // An assignment through a group is not a direct one, and must not become one.
  if (before?.["scope"] === "GROUP") return "refused";
  if (action === "app.assign" && before === null)
    await context.http.send("POST", users, { id: account, scope: "USER", profile });
  if (action === "app.update" && before !== null && !hasAll(before, profile))
    await context.http.send("POST", `${users}/${account}`, { profile });
  const after = await held();
  return outcomeOf(after?.["scope"] === "USER" && hasAll(after, profile));
}

async function unassignApp(context: Context, { app, account }: WriteOf<"app.unassign">): Promise<ReferenceOutcome> {
  const path = `/api/v1/apps/${app}/users/${account}`;
  const before = await read(context, path);
  if (before?.["scope"] !== "USER") return "holds";
  return outcomeOf(isOk(await context.http.send("DELETE", path)));
}

async function rolesOf({ http }: Context, account: string): Promise<readonly Json[]> {
  const answer = await http.send("GET", `/api/v1/users/${account}/roles`);
  return entries(answer.body).filter(({ assignmentType }) => assignmentType === "USER");
}

async function assignRole(
  context: Context,
  { role, account }: WriteOf<"admin-role.assign">,
): Promise<ReferenceOutcome> {
  const has = async (): Promise<boolean> => (await rolesOf(context, account)).some(({ type }) => type === role);
  await context.http.send("POST", `/api/v1/users/${account}/roles`, { type: role });
  return outcomeOf(await has());
}

async function unassignRole(
  { http }: Context,
  { assignment, account }: WriteOf<"admin-role.unassign">,
): Promise<ReferenceOutcome> {
  const answer = await http.send("DELETE", `/api/v1/users/${account}/roles/${assignment}`);
  return outcomeOf(isOk(answer) || answer.status === 404);
}

async function viewOf(context: Context, assignables: readonly AssignableKey[]): Promise<ReferenceView> {
  // A list without parameters hides deactivated users.
  const users = [
    ...(await all(context, "/api/v1/users")),
    ...(await all(context, `/api/v1/users?filter=${encodeURIComponent('status eq "DEPROVISIONED"')}`)),
  ];
  const groups = await all(context, "/api/v1/groups");
  const rules = await all(context, "/api/v1/groups/rules");
  const fed = new Set(
    rules
      .filter(({ status }) => status === "ACTIVE")
      .flatMap(
        ({ actions }) => (actions as { assignUserToGroups: { groupIds: string[] } }).assignUserToGroups.groupIds,
      ),
  );
  const memberships: string[] = [];
  for (const group of groups)
    for (const member of await all(context, `/api/v1/groups/${String(group["id"])}/users`))
      memberships.push(`${String(group["id"])} ${String(member["id"])} member`);
  return {
    accounts: users.map((user) => accountIn(user, context)),
    groups: groups.map((group): ReferenceGroup => {
      const { name, description } = profileOf(group);
      const id = String(group["id"]);
      const type = String(group["type"]);
      return { id, name: String(name), type, description: text(description), ruleFed: fed.has(id), settings: null };
    }),
    memberships,
    holders: [...(await appUsers(context, assignables)), ...(await roleHolders(context, assignables, users))],
  };
}

function accountIn(user: Json, { join }: Context): ReferenceAccount {
  const profile = profileOf(user);
  return {
    id: String(user["id"]),
    address: String(profile["login"]),
    number: text(profile[join]),
    state: states[String(user["status"])] ?? "unknown",
    department: text(profile["department"]),
    title: text(profile["title"]),
  };
}

async function appUsers(context: Context, assignables: readonly AssignableKey[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { id, label } of await all(context, "/api/v1/apps")) {
    if (!assignables.some(({ kind, name }) => kind === "app" && name === label)) continue;
    for (const user of await all(context, `/api/v1/apps/${String(id)}/users`))
      if (user["scope"] === "USER")
        found.push(`app ${String(id)} ${String(user["id"])} - ${canonicalJson(profileOf(user))}`);
  }
  return found;
}

/** Asks for the roles of every user: slower than the list of assignees, and independent of it. */
async function roleHolders(
  context: Context,
  assignables: readonly AssignableKey[],
  users: readonly Json[],
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { id } of users)
    for (const role of await rolesOf(context, String(id)))
      if (assignables.some(({ kind, name }) => kind === "adminRole" && name === role["type"]))
        found.push(`adminRole ${String(role["type"])} ${String(id)} ${String(role["id"])} null`);
  return found;
}
