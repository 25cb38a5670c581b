import { createPacer } from "../../src/http/pacer.ts";
import { createOktaClient, createOktaReader, createOktaWriter } from "../../src/providers/okta/index.ts";
import { type RunningSandbox, startSandbox } from "../../src/sandbox/core/server.ts";
import { createOktaSandbox, type OktaSandbox, type OktaSandboxOptions } from "../../src/sandbox/okta/okta-sandbox.ts";
import { isStandardRole, type OktaAdminRole, type OktaSeed } from "../../src/sandbox/okta/seed.ts";
import { checkOktaExchanges } from "./okta-openapi.ts";
import {
  aClock,
  address,
  type Candidate,
  type Network,
  pages,
  type StartOptions,
  type Subject,
  type Truth,
  type World,
} from "./world.ts";

const network: Network = {
  // The deactivated accounts are a list of their own. The rules are read twice, because no other object shows a missing rule.
  requestsFor: (members) => pages(members, 200) + 1 + 1 + (members === 0 ? 0 : pages(members, 1000)) + 2,
  lists: {
    users: /^\/api\/v1\/users$/,
    groups: /^\/api\/v1\/groups$/,
    members: /^\/api\/v1\/groups\/00g[^/]*\/users$/,
    rules: /^\/api\/v1\/groups\/rules$/,
  },
  account: /^\/api\/v1\/users\/[^/]+$/,
  removal: "DELETE",
  shortestWait: 30_000,
  emptied: () => [],
  refusal: (message) => ({ errorCode: "E0000011", errorSummary: message }),
};

export const oktaCandidate: Candidate = {
  name: "okta",
  provider: "okta",
  attributes: { department: "department", title: "title" },
  join: "employeeNumber",
  required: { firstName: "Bob", lastName: "Example" },
  absent: { account: "00uNOBODY", group: "00gNOTHING" },
  hasGroupRules: true,
  network,
  assignables: ["app", "adminRole"],
  start: (world, options) => oktaSubject(world, {}, options),
};

const states: Readonly<Record<string, string>> = {
  ACTIVE: "active",
  STAGED: "staged",
  SUSPENDED: "suspended",
  DEPROVISIONED: "deactivated",
};

/** Matches the violation by null, which clears an attribute although the description allows only a string. */
const clearsDepartment = /^POST \S+users\/\{id\}: the request's body: \/profile\/department must be string/;

export interface OktaSubjectOptions extends Partial<Omit<OktaSandboxOptions, "seed" | "clock">> {
  /** Apps of the org. Users have addresses, groups have names. */
  readonly apps?: OktaSeed["apps"];
  /** Administrator roles by the name of a user or group. */
  readonly adminRoles?: Readonly<Record<string, readonly OktaAdminRole[]>>;
}

export interface OktaSubject extends Subject {
  readonly url: string;
  readonly sandbox: RunningSandbox;
  readonly state: OktaSandbox["state"];
  readonly signIn: (login: string) => void;
}

/** Returns the real SDK with an Okta sandbox that has the given content. */
export async function oktaSubject(
  world: World,
  { apps = [], adminRoles = {}, ...options }: OktaSubjectOptions = {},
  { requestTimeout = 10_000, latencyMs = 0, signal }: StartOptions = {},
): Promise<OktaSubject> {
  const clock = aClock();
  const { users, groups, rules, apps: declared = [] } = seedOf(world);
  const seed: OktaSeed = {
    users: users.map((user) => ({
      ...user,
      adminRoles: [...(user.adminRoles ?? []), ...(adminRoles[user.profile.login.split("@")[0] ?? ""] ?? [])],
    })),
    groups: groups.map((group) => ({ ...group, adminRoles: adminRoles[group.name] ?? [] })),
    ...(rules === undefined ? {} : { rules }),
    apps: [...declared, ...apps],
  };
  const okta = createOktaSandbox({ ...options, seed, clock });
  const sandbox = await startSandbox(okta, { clock, latencyMs });
  const check = checkOktaExchanges(sandbox);
  const shown = { join: "employeeNumber", attributes: ["department", "title"] };
  const connected = async () => {
    const client = await createOktaClient({
      orgUrl: sandbox.url,
      credentials: { kind: "token", token: "contract-token" },
      pacer: createPacer({
        clock,
        random: () => 0.5,
        share: 1,
        inFlight: 8,
        ...(signal === undefined ? {} : { signal }),
      }),
      clock,
      requestTimeout,
    });
    return {
      reader: createOktaReader(client, { system: "contract", clock, ...shown }),
      writer: createOktaWriter(client, { system: "contract", clock, join: shown.join }),
    };
  };
  return {
    url: sandbox.url,
    sandbox,
    state: okta.state,
    signIn: (login) => okta.signIn(login),
    ...(await connected()),
    connected,
    clock,
    truth: truthOf(okta.state),
    wire: {
      fault: (list, fault, more) => sandbox.addFault({ ...more, fault, path: network.lists[list] }),
      faultAnywhere: (fault, more) => sandbox.addFault({ ...more, fault }),
      clearFaults: () => sandbox.clearFaults(),
      requests: () => sandbox.requests,
      connections: () => sandbox.connections(),
      close: () => sandbox.close(),
    },
    violations: () => check.violations().filter((violation) => !clearsDepartment.test(violation)),
    close: () => sandbox.close(),
  };
}

function seedOf({ accounts = [], groups = [], assignables = [] }: World): OktaSandboxOptions["seed"] {
  return {
    users: accounts.map(({ name, number = null, state = "active", department }) => ({
      status: ({ active: "ACTIVE", suspended: "SUSPENDED", locked: "LOCKED_OUT" } as const)[state],
      profile: {
        login: address(name),
        email: address(name),
        firstName: name,
        lastName: "Example",
        ...(number === null ? {} : { employeeNumber: number }),
        ...(department === undefined ? {} : { department }),
      },
      adminRoles: assignables.flatMap(({ kind, name: role, holders = [] }) =>
        kind === "adminRole" && holders.includes(name) && isStandardRole(role) ? [role] : [],
      ),
    })),
    apps: assignables.flatMap(({ kind, name: label, holders = [] }) =>
      kind === "app"
        ? [{ label, attributes: ["team", "site"], users: holders.map((name) => ({ login: address(name) })) }]
        : [],
    ),
    groups: groups.map(({ name, description, members = [], type }) => ({
      name,
      type: type === "APP_GROUP" ? type : ("OKTA_GROUP" as const),
      ...(description === undefined ? {} : { description }),
      members: members.map((entry) => address(typeof entry === "string" ? entry : entry[0])),
    })),
    rules: groups
      .filter(({ ruleFed = false }) => ruleFed)
      .map(({ name }) => ({
        name: `feeds ${name}`,
        status: "ACTIVE",
        expression: 'user.department=="Sales"',
        groups: [name],
      })),
  };
}

function truthOf(state: ReturnType<typeof createOktaSandbox>["state"]): Truth {
  return {
    accounts: () => state.users().length,
    account(at) {
      const user = state.user(at);
      if (user === undefined) return undefined;
      const text = (name: string): string | null => (user.profile[name] as string | null | undefined) ?? null;
      return {
        id: user.id,
        number: text("employeeNumber"),
        state: states[user.status] ?? user.status,
        department: text("department"),
        title: text("title"),
      };
    },
    group(name) {
      const found = state.groups().find((group) => group.name === name);
      if (found === undefined) return undefined;
      return { id: found.id, description: (found.profile["description"] as string | null | undefined) ?? null };
    },
    setting: () => undefined,
    holders: (kind, name) => Object.fromEntries(kind === "app" ? usersOfApp(state, name) : holdersOfRole(state, name)),
    members: (name) =>
      state
        .membersOf(name)
        .map(({ login }) => login)
        .sort(),
  };
}

type State = OktaSandbox["state"];

const usersOfApp = (state: State, label: string): readonly (readonly [string, Readonly<Record<string, unknown>>])[] =>
  state
    .usersOfApp(state.apps().find((app) => app.label === label)?.id ?? "")
    .filter(({ scope }) => scope === "USER")
    .map(({ login, profile }) => [login, profile]);

const holdersOfRole = (state: State, role: string): readonly (readonly [string, null])[] =>
  state.users().flatMap(({ id, profile }) => {
    const isHolder = state.adminRolesOf(id).some(({ type }) => type === role);
    return isHolder ? [[String(profile["login"]), null] as const] : [];
  });
