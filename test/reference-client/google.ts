import type { admin_directory_v1 as directory } from "googleapis/build/src/apis/admin/directory_v1.js";
import type { AssignableKey } from "../../src/model/direct-assignment.ts";
import type { ProviderWrite } from "../../src/ports/access.ts";
import { type Answer, entries, type Http, httpTo, isOk, type Json, object, text } from "./http.ts";
import { outcomeOf, type ReferenceAccount, type ReferenceClient, type ReferenceOutcome } from "./reference-client.ts";

type WriteOf<A extends ProviderWrite["action"]> = Extract<ProviderWrite, { action: A }>;
type User = directory.Schema$User;
type Member = directory.Schema$Member;

export interface GoogleReferenceOptions {
  readonly url: string;
  readonly token: string;
  /** Entries of a page. */
  readonly limit: number;
  /** The initial password of a new account. */
  readonly password: string;
}

interface Context extends Omit<GoogleReferenceOptions, "url" | "token"> {
  readonly http: Http;
}

const DIRECTORY = "/admin/directory/v1";
const LICENSING = "/apps/licensing/v1";
const SETTINGS = "/groups/v1/groups";

/** Creates the reference client of a Google Workspace tenant. */
export function googleReference({ url, token, ...rest }: GoogleReferenceOptions): ReferenceClient {
  const context: Context = { http: httpTo(url, `Bearer ${token}`), ...rest };
  return {
    perform: (write) => performOn(context, write),
    view: async (assignables, settings) => {
      const users = (await all(
        context,
        `${DIRECTORY}/users?customer=my_customer&projection=full`,
        "users",
      )) as readonly User[];
      const groups = await all(context, `${DIRECTORY}/groups?customer=my_customer`, "groups");
      const own = new Set(users.map(({ id }) => id));
      const memberships: string[] = [];
      for (const { id } of groups)
        for (const member of await membersOf(context, String(id)))
          memberships.push(
            `${String(id)} ${own.has(member.id) ? member.id : (member.email ?? member.id)} ${roleIn(member)}`,
          );
      const shown = [];
      for (const group of groups) {
        const answer = await context.http.send(
          "GET",
          `${SETTINGS}/${encodeURIComponent(String(group["email"]))}?alt=json`,
        );
        const values = object(answer);
        shown.push({
          id: String(group["id"]),
          name: String(group["email"]),
          type: "GOOGLE_GROUP",
          description: text(group["description"]),
          ruleFed: false,
          settings: Object.fromEntries(settings.map((name) => [name, String(values[name])])),
        });
      }
      return {
        accounts: users.map(accountIn),
        groups: shown,
        memberships,
        holders: [...(await licenseHolders(context, assignables, users)), ...(await roleHolders(context, assignables))],
      };
    },
  };
}

/** Follows the page tokens of a list. */
async function all({ http, limit }: Context, path: string, field: string): Promise<readonly Json[]> {
  const found: Json[] = [];
  const first = `${path}${path.includes("?") ? "&" : "?"}maxResults=${limit}`;
  let page: string | null = first;
  while (page !== null) {
    const body: Json = object(await http.send("GET", page));
    found.push(...entries(body[field]));
    const token = text(body["nextPageToken"]);
    page = token === null ? null : `${first}&pageToken=${encodeURIComponent(token)}`;
  }
  return found;
}

const membersOf = (context: Context, group: string): Promise<readonly Member[]> =>
  all(context, `${DIRECTORY}/groups/${encodeURIComponent(group)}/members`, "members");

const roleIn = ({ role }: Member): string => String(role).toLowerCase();

async function read({ http }: Context, path: string): Promise<Json | null> {
  const answer = await http.send("GET", path);
  return answer.status === 404 || answer.status === 403 ? null : object(answer);
}

const userPath = (key: string): string => `${DIRECTORY}/users/${encodeURIComponent(key)}`;
const groupPath = (key: string): string => `${DIRECTORY}/groups/${encodeURIComponent(key)}`;
const memberPath = (group: string, key: string): string => `${groupPath(group)}/members/${encodeURIComponent(key)}`;

const userBy = (context: Context, key: string): Promise<User | null> =>
  read(context, `${userPath(key)}?projection=full`);

async function performOn(context: Context, write: ProviderWrite): Promise<ReferenceOutcome> {
  switch (write.action) {
    case "account.create":
      return createAccount(context, write);
    case "account.adopt":
      return adoptAccount(context, write);
    case "account.update":
      return setAttributes(context, write.account, write.set);
    case "account.suspend":
      return setSuspended(context, write.account, true);
    case "account.activate":
    case "account.unsuspend":
      return setSuspended(context, write.account, false);
    case "group.create":
      return createGroup(context, write);
    case "group.update":
      return updateGroup(context, write);
    case "group.configure":
      return configureGroup(context, write);
    case "membership.add":
    case "membership.update":
      return setMember(context, write);
    case "membership.remove": {
      const answer = await context.http.send("DELETE", memberPath(write.group, write.member));
      return outcomeOf(isOk(answer) || answer.status === 404);
    }
    case "license.assign":
    case "license.unassign":
      return setLicense(context, write);
    case "admin-role.assign":
      return assignRole(context, write);
    case "admin-role.unassign":
      return unassignRole(context, write);
    case "account.deactivate":
    case "app.assign":
    case "app.update":
    case "app.unassign":
      // Google has no deactivated accounts, and no apps that are assigned to accounts.
      return "refused";
  }
}

const numberOf = (user: User | null): string | null =>
  text(entries(user?.externalIds).find(({ type }) => type === "organization")?.["value"]);

/** The primary organization, or else the first. */
const workOf = (user: User | null): Json => {
  const all = entries(user?.organizations);
  return all.find(({ primary }) => primary === true) ?? all[0] ?? {};
};

function accountIn(user: User): ReferenceAccount {
  return {
    id: String(user.id),
    address: String(user.primaryEmail),
    number: numberOf(user),
    state: user.archived === true ? "archived" : user.suspended === true ? "suspended" : "active",
    department: text(workOf(user)["department"]),
    title: text(workOf(user)["title"]),
  };
}

async function createAccount(context: Context, write: WriteOf<"account.create">): Promise<ReferenceOutcome> {
  const { "name.givenName": givenName, "name.familyName": familyName, ...work } = write.profile;
  const organization = Object.fromEntries(
    Object.entries(work).map(([name, value]) => [name.replace("organizations.", ""), value]),
  );
  const answer = await context.http.send("POST", `${DIRECTORY}/users`, {
    primaryEmail: write.address,
    password: context.password,
    changePasswordAtNextLogin: true,
    name: { givenName, familyName },
    externalIds: [{ type: "organization", value: write.join }],
    ...(Object.keys(organization).length === 0 ? {} : { organizations: [{ primary: true, ...organization }] }),
    ...(write.orgUnit === null ? {} : { orgUnitPath: write.orgUnit }),
    ...(write.state === "staged" ? { suspended: true } : {}),
  });
  // An invalid field is refused before the address is compared with other accounts.
  if (answer.status === 400) return "refused";
  return outcomeOf(numberOf(await userBy(context, write.address)) === write.join);
}

async function adoptAccount(context: Context, write: WriteOf<"account.adopt">): Promise<ReferenceOutcome> {
  const held = numberOf(await userBy(context, write.account));
  const isFree = held === null || held === write.from || held === write.join;
  return isFree ? setAttributes(context, write.account, { "externalIds.organization": write.join }) : "refused";
}

/** A list is replaced as one, so the entries that stay are sent as well. */
async function setAttributes(context: Context, account: string, set: Json): Promise<ReferenceOutcome> {
  const user = await userBy(context, account);
  if (user === null) return "refused";
  if (!hasAll(user, set)) {
    const work = entries(user.organizations);
    const main = work.find(({ primary }) => primary === true) ?? work[0];
    const changed: Record<string, unknown> = { ...(main ?? { primary: true }) };
    const body: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(set)) {
      if (name === "externalIds.organization") {
        const others = entries(user.externalIds).filter(({ type }) => type !== "organization");
        body["externalIds"] = value === null ? others : [...others, { type: "organization", value }];
      } else if (name === "orgUnitPath") body["orgUnitPath"] = value;
      else {
        if (value === null) delete changed[name.replace("organizations.", "")];
        else changed[name.replace("organizations.", "")] = value;
        body["organizations"] = main === undefined ? [changed] : work.map((one) => (one === main ? changed : one));
      }
    }
    await context.http.send("PUT", userPath(account), body);
  }
  return outcomeOf(hasAll(await userBy(context, account), set));
}

function hasAll(user: User | null, set: Json): boolean {
  return Object.entries(set).every(([name, value]) => {
    const held =
      name === "externalIds.organization"
        ? numberOf(user)
        : name === "orgUnitPath"
          ? user?.orgUnitPath
          : workOf(user)[name.replace("organizations.", "")];
    return (held ?? null) === value;
  });
}

/** An archived account cannot sign in: it is contained, and suspending it changes nothing. */
async function setSuspended(context: Context, account: string, suspended: boolean): Promise<ReferenceOutcome> {
  const user = await userBy(context, account);
  if (user === null) return "refused";
  if (user.archived === true) return outcomeOf(suspended);
  if (user.suspended !== suspended) await context.http.send("PATCH", userPath(account), { suspended });
  return outcomeOf((await userBy(context, account))?.suspended === suspended);
}

async function createGroup(context: Context, { name, profile }: WriteOf<"group.create">): Promise<ReferenceOutcome> {
  const fields = { name, ...profile, email: name };
  if ((await read(context, groupPath(name))) === null) {
    const answer = await context.http.send("POST", `${DIRECTORY}/groups`, fields);
    if (!isOk(answer)) return "refused";
  }
  // The key can be an alias, also of a group with another address.
  return outcomeOf(groupHas(await read(context, groupPath(name)), { ...profile, email: name }));
}

const groupHas = (group: Json | null, fields: Json): boolean =>
  group !== null &&
  Object.entries(fields).every(([field, value]) =>
    field === "email"
      ? String(group[field]).toLowerCase() === String(value).toLowerCase()
      : (group[field] ?? "") === (value ?? ""),
  );

/** A `name` that is an address is the group's address; any other is its title. */
async function updateGroup(context: Context, { group, set }: WriteOf<"group.update">): Promise<ReferenceOutcome> {
  const fields = Object.fromEntries(
    Object.entries(set).map(([name, value]) => [
      name === "name" && String(value).includes("@") ? "email" : name,
      value,
    ]),
  );
  const before = await read(context, groupPath(group));
  if (before === null) return "refused";
  if (!groupHas(before, fields)) await context.http.send("PATCH", groupPath(group), fields);
  return outcomeOf(groupHas(await read(context, groupPath(group)), fields));
}

async function configureGroup(context: Context, { group, set }: WriteOf<"group.configure">): Promise<ReferenceOutcome> {
  const found = await read(context, groupPath(group));
  if (found === null) return "refused";
  const path = `${SETTINGS}/${encodeURIComponent(String(found["email"]))}?alt=json`;
  const holds = async (): Promise<boolean> => {
    const settings = object(await context.http.send("GET", path));
    return Object.entries(set).every(([name, value]) => settings[name] === value);
  };
  if (!(await holds())) await context.http.send("PUT", path, set);
  return outcomeOf(await holds());
}

async function setMember(
  context: Context,
  { action, group, member, role }: WriteOf<"membership.add" | "membership.update">,
): Promise<ReferenceOutcome> {
  const held = async (): Promise<Member | null> => read(context, memberPath(group, member));
  const wanted = { role: role.toUpperCase() };
  const before = await held();
  if (action === "membership.add" && before === null)
    await context.http.send("POST", `${groupPath(group)}/members`, {
      ...(member.includes("@") ? { email: member } : { id: member }),
      ...wanted,
    });
  if (action === "membership.update" && before !== null)
    await context.http.send("PATCH", memberPath(group, member), wanted);
  return outcomeOf((await held())?.role === wanted.role);
}

async function setLicense(
  context: Context,
  { action, license, account }: WriteOf<"license.assign" | "license.unassign">,
): Promise<ReferenceOutcome> {
  const [product = "", sku = ""] = license.split("/");
  const user = await userBy(context, account);
  // This API knows users by their primary address. An account that does not exist has no licence.
  if (user === null) return outcomeOf(action === "license.unassign");
  const path = `${LICENSING}/product/${product}/sku/${sku}/user`;
  const one = `${path}/${encodeURIComponent(String(user.primaryEmail))}`;
  const isHeld = async (): Promise<boolean> => isOk(await context.http.send("GET", one));
  if (action === "license.assign") {
    if (!(await isHeld())) await context.http.send("POST", path, { userId: user.primaryEmail });
    return outcomeOf(await isHeld());
  }
  const answer: Answer = await context.http.send("DELETE", one);
  return outcomeOf(isOk(answer) || answer.status === 404);
}

const ASSIGNMENTS = `${DIRECTORY}/customer/my_customer/roleassignments`;

/** The assignments that are direct: to a user, for the complete tenant, without a condition. */
async function assignmentsOf(context: Context, role: string): Promise<readonly Json[]> {
  const found = await all(context, `${ASSIGNMENTS}?roleId=${role}`, "items");
  return found.filter(
    ({ assigneeType, scopeType, condition }) =>
      String(assigneeType).toLowerCase() === "user" && scopeType === "CUSTOMER" && text(condition) === null,
  );
}

async function assignRole(
  context: Context,
  { role, account }: WriteOf<"admin-role.assign">,
): Promise<ReferenceOutcome> {
  const has = async (): Promise<boolean> =>
    (await assignmentsOf(context, role)).some(({ assignedTo }) => assignedTo === account);
  if (!(await has()))
    await context.http.send("POST", ASSIGNMENTS, { roleId: role, assignedTo: account, scopeType: "CUSTOMER" });
  return outcomeOf(await has());
}

async function unassignRole(
  context: Context,
  { role, assignment, account }: WriteOf<"admin-role.unassign">,
): Promise<ReferenceOutcome> {
  const path = `${ASSIGNMENTS}/${assignment}`;
  if ((await read(context, path)) === null) return "holds";
  const direct = (await assignmentsOf(context, role)).find((one) => one["roleAssignmentId"] === assignment);
  if (direct?.["assignedTo"] !== account) return "refused";
  return outcomeOf(isOk(await context.http.send("DELETE", path)));
}

async function licenseHolders(
  context: Context,
  assignables: readonly AssignableKey[],
  users: readonly User[],
): Promise<readonly string[]> {
  const found: string[] = [];
  const customer = String(users[0]?.customerId);
  for (const { kind, name } of assignables) {
    if (kind !== "license") continue;
    const [product = "", sku = ""] = name.split("/");
    const path = `${LICENSING}/product/${product}/sku/${sku}/users?customerId=${customer}`;
    for (const { userId } of await all(context, path, "items")) {
      const user = users.find(({ primaryEmail }) => primaryEmail === userId);
      found.push(`license ${name} ${user?.id ?? String(userId)} - null`);
    }
  }
  return found;
}

async function roleHolders(context: Context, assignables: readonly AssignableKey[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { roleId, roleName } of await all(context, `${DIRECTORY}/customer/my_customer/roles`, "items")) {
    if (!assignables.some(({ kind, name }) => kind === "adminRole" && name === roleName)) continue;
    for (const { assignedTo, roleAssignmentId } of await assignmentsOf(context, String(roleId)))
      found.push(`adminRole ${String(roleId)} ${String(assignedTo)} ${String(roleAssignmentId)} null`);
  }
  return found;
}
