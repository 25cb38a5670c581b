import { createPacer } from "../../src/http/pacer.ts";
import { createGoogleClient, createGoogleReader, createGoogleWriter } from "../../src/providers/google/index.ts";
import { startSandbox } from "../../src/sandbox/core/server.ts";
import { createGoogleSandbox, type GoogleSandboxOptions } from "../../src/sandbox/google/google-sandbox.ts";
import {
  aClock,
  address,
  type Candidate,
  type Network,
  pages,
  type StartOptions,
  groupName,
  type Subject,
  type Truth,
  type World,
} from "./world.ts";

const network: Network = {
  requestsFor: (members) => pages(members, 500) + 1 + (members === 0 ? 0 : pages(members, 200)),
  lists: {
    users: /^\/admin\/directory\/v1\/users$/,
    groups: /^\/admin\/directory\/v1\/groups$/,
    members: /^\/admin\/directory\/v1\/groups\/[^/]+\/members$/,
  },
  account: /^\/admin\/directory\/v1\/users\/[^/]+$/,
  removal: "DELETE",
  // Google does not announce a reset, so the wait is an estimate.
  shortestWait: 500,
  emptied: (body) => ({ kind: (body as { readonly kind?: unknown }).kind }),
  refusal: (message) => ({ error: { code: 401, message } }),
};

export const googleCandidate: Candidate = {
  name: "google",
  provider: "google",
  attributes: { department: "organizations.department", title: "organizations.title" },
  join: "externalIds.organization",
  required: { "name.givenName": "Bob", "name.familyName": "Example" },
  absent: { account: "999", group: "999" },
  hasGroupRules: false,
  network,
  assignables: ["adminRole", "license"],
  start: (world, options) => googleSubject(world, {}, options),
};

export interface GoogleSubjectOptions extends Partial<Omit<GoogleSandboxOptions, "seed" | "clock">> {
  /** Parts of the initial tenant that a world does not have. */
  readonly seed?: Partial<GoogleSandboxOptions["seed"]>;
}

/** Returns the real client library with a Google sandbox that has the given content. */
export async function googleSubject(
  world: World,
  { seed, ...options }: GoogleSubjectOptions = {},
  { requestTimeout = 10_000, latencyMs = 0, signal }: StartOptions = {},
): Promise<Subject & { readonly url: string; readonly state: ReturnType<typeof createGoogleSandbox>["state"] }> {
  const clock = aClock();
  const google = createGoogleSandbox({ ...options, seed: { ...seedOf(world), ...seed }, clock });
  const sandbox = await startSandbox(google, { clock, latencyMs });
  const { join, attributes } = googleCandidate;
  const shown = { join, attributes: [...Object.values(attributes), "orgUnitPath"] };
  const connected = async () => {
    const client = await createGoogleClient({
      rootUrl: sandbox.url,
      credentials: { kind: "access-token", token: "contract-token" },
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
    const options = { system: "contract", clock, join, randomPassword: () => "correct horse battery" };
    return {
      reader: createGoogleReader(client, { system: "contract", clock, ...shown }),
      writer: createGoogleWriter(client, options),
    };
  };
  return {
    url: sandbox.url,
    state: google.state,
    ...(await connected()),
    connected,
    clock,
    truth: truthOf(google.state),
    wire: {
      fault: (list, fault, more) => sandbox.addFault({ ...more, fault, path: network.lists[list] }),
      faultAnywhere: (fault, more) => sandbox.addFault({ ...more, fault }),
      clearFaults: () => sandbox.clearFaults(),
      requests: () => sandbox.requests,
      connections: () => sandbox.connections(),
      close: () => sandbox.close(),
    },
    violations: () => [],
    close: () => sandbox.close(),
  };
}

function seedOf({ accounts = [], groups = [], assignables = [] }: World): GoogleSandboxOptions["seed"] {
  return {
    users: accounts.map(({ name, number = null, state = "active", department }) => ({
      primaryEmail: address(name),
      name: { givenName: name, familyName: "Example" },
      suspended: state === "suspended",
      ...(number === null ? {} : { externalIds: [{ type: "organization", value: number }] }),
      ...(department === undefined ? {} : { organizations: [{ primary: true, department }] }),
    })),
    groups: groups.map(({ name, description, settings, members = [] }) => ({
      email: groupName({ provider: "google" }, name),
      name,
      ...(description === undefined ? {} : { description }),
      ...(settings === undefined ? {} : { settings }),
      members: members.map((entry) => {
        const [who, role] = typeof entry === "string" ? ([entry, "member"] as const) : entry;
        return { email: address(who), role: role.toUpperCase() as "MEMBER" | "MANAGER" | "OWNER" };
      }),
    })),
    orgUnits: ["/Staff", "/Staff/Engineering"],
    domains: ["acme.example"],
    licenses: assignables.flatMap(({ kind, name, holders = [] }) => {
      const [product = "", sku = ""] = name.split("/");
      return kind === "license" ? [{ product, sku, users: holders.map(address) }] : [];
    }),
    roles: assignables.flatMap(({ kind, name, holders = [] }) => {
      const assignments = holders.map((holder) => ({ assignee: address(holder) }));
      return kind === "adminRole" ? [{ roleName: name, assignments }] : [];
    }),
  };
}

function truthOf(state: ReturnType<typeof createGoogleSandbox>["state"]): Truth {
  const groupKey = (name: string): string => groupName({ provider: "google" }, name);
  return {
    accounts: () => state.users().length,
    account(at) {
      const user = state.users().find(({ primaryEmail }) => primaryEmail === at.toLowerCase());
      if (user === undefined) return undefined;
      const ids = (user.externalIds ?? []) as { type: string; value: string }[];
      const [work] = (user.organizations ?? []) as { department?: string; title?: string }[];
      return {
        id: user.id ?? "",
        number: ids.find(({ type }) => type === "organization")?.value ?? null,
        state: user.suspended === true ? "suspended" : "active",
        department: work?.department ?? null,
        title: work?.title ?? null,
      };
    },
    group(name) {
      const found = state.groups().find(({ email }) => email === groupKey(name));
      return found === undefined ? undefined : { id: found.id ?? "", description: found.description || null };
    },
    holders(kind, name) {
      const [product = "", sku = ""] = name.split("/");
      const addressOf = new Map(state.users().map(({ id, primaryEmail }) => [id, primaryEmail ?? ""]));
      const addresses =
        kind === "license"
          ? state.holdersOf(product, sku)
          : state.roleAssignmentsOf(name).map(({ assignedTo }) => addressOf.get(assignedTo) ?? `${assignedTo}`);
      return Object.fromEntries(addresses.map((holder) => [holder, null]));
    },
    setting: (name, setting) => state.settingsOf(groupKey(name))[setting as "whoCanJoin"],
    members: (name) =>
      state
        .membersOf(groupKey(name))
        .map(({ email, role }) => (role === "MEMBER" ? `${email}` : `${email} ${role?.toLowerCase()}`))
        .sort(),
  };
}
