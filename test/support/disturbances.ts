import type { Fault } from "../../src/sandbox/core/faults.ts";
import type { RunningSandbox } from "../../src/sandbox/core/server.ts";

type Send = (method: string, path: string, body?: unknown) => Promise<ReturnType<JSON["parse"]>>;

/** The providers of a company, changed by hand. `okta` and `google` take paths below the API's root. */
export interface LiveCompany {
  readonly okta: Send;
  readonly google: Send;
  readonly servers: { readonly okta: RunningSandbox; readonly google: RunningSandbox };
}

/** Returns the providers of a company behind these servers. */
export function liveCompany(servers: LiveCompany["servers"], token: string): LiveCompany {
  const sender =
    (root: string, scheme: string): Send =>
    async (method, path, body) => {
      const reply = await fetch(`${root}${path}`, {
        method,
        headers: { authorization: `${scheme} ${token}`, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await reply.text();
      if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text}`);
      return text === "" ? null : JSON.parse(text);
    };
  return {
    okta: sender(`${servers.okta.url}/api/v1`, "SSWS"),
    google: sender(`${servers.google.url}/admin/directory/v1`, "Bearer"),
    servers,
  };
}

/** The leaver of every disturbance, and the user's employee number in the company's files. */
export const leaver = { id: "bob", address: "bob@acme.example", number: "1002" } as const;

export interface Disturbance {
  readonly name: string;
  /** Changes the providers before the run. */
  readonly disturb: (live: LiveCompany) => Promise<void>;
  /** The records that are believed. `named`: an earlier record names the leaver's accounts. Default: none. */
  readonly journal?: "none" | "named";
  /** Whether the leaver was contained by an earlier run. */
  readonly wasContained?: boolean;
  /** The system in which the leaver cannot be contained while the disturbance lasts. */
  readonly down?: "okta" | "google";
}

const newUser = (login: string, employeeNumber?: string) => ({
  profile: {
    login: `${login}@acme.example`,
    email: `${login}@acme.example`,
    firstName: login,
    lastName: "Example",
    ...(employeeNumber === undefined ? {} : { employeeNumber }),
  },
});

async function groupOf({ okta }: LiveCompany, name: string): Promise<string> {
  const groups: readonly { readonly id: string; readonly profile: { readonly name: string } }[] = await okta(
    "GET",
    "/groups",
  );
  const found = groups.find(({ profile }) => profile.name === name);
  if (found === undefined) throw new Error(`no group ${name}`);
  return found.id;
}

/** Creates the group where the company does not declare it. */
async function haveGroup(google: Send, email: string): Promise<void> {
  const { groups = [] }: { readonly groups?: readonly { readonly email: string }[] } = await google(
    "GET",
    "/groups?customer=my_customer",
  );
  if (!groups.some((group) => group.email === email)) await google("POST", "/groups", { email, name: "Crew" });
}

async function addStrangers(live: LiveCompany, count: number): Promise<void> {
  const group = await groupOf(live, "CRM Users");
  for (let number = 0; number < count; number += 1) {
    const { id } = await live.okta("POST", "/users", newUser(`stranger${number}`));
    await live.okta("PUT", `/groups/${group}/users/${id}`);
  }
}

/** Answers every list, and every search, with an empty list and status 200. */
const emptied: Fault = {
  kind: "rewrite",
  rewrite: ({ status, body }) => ({
    status,
    body: Array.isArray(body) ? [] : { kind: (body as { readonly kind?: unknown }).kind },
  }),
};

/** Gives the first entry of a list a type that no provider documents. */
const mistyped: Fault = {
  kind: "rewrite",
  rewrite: (reply) => ({
    ...reply,
    body: { kind: "admin#directory#members", members: [{ id: "107", type: "ROBOT" }] },
  }),
};

/** What can be wrong in the world or the journal while a user leaves. None of it keeps the leaver's accounts open. */
export const disturbances: readonly Disturbance[] = [
  {
    name: "a second account with another user's number",
    disturb: async ({ okta }) => void (await okta("POST", "/users", newUser("mel2", "1003"))),
  },
  {
    name: "a second account with the leaver's number",
    disturb: async ({ okta }) => void (await okta("POST", "/users", newUser("bob2", leaver.number))),
  },
  {
    name: "the leaver's address as an alias of another account",
    async disturb({ google }) {
      await google("PATCH", `/users/${leaver.address}`, { primaryEmail: "gone@acme.example" });
      await google("DELETE", `/users/gone@acme.example/aliases/${leaver.address}`);
      await google("POST", "/users/mel@acme.example/aliases", { alias: leaver.address });
    },
  },
  { name: "26 strangers in a group", disturb: (live) => addStrangers(live, 26) },
  {
    name: "21 outside addresses in a group",
    async disturb({ google }) {
      await haveGroup(google, "crew@acme.example");
      for (let number = 0; number < 21; number += 1)
        await google("POST", "/groups/crew@acme.example/members", {
          email: `guest${number}@partner.example`,
          role: "MEMBER",
        });
    },
  },
  {
    name: "a rule that feeds a declared group",
    async disturb(live) {
      const rule = await live.okta("POST", "/groups/rules", {
        type: "group_rule",
        name: "Everyone sells",
        conditions: { expression: { value: 'user.lastName=="Example"', type: "urn:okta:expression:1.0" } },
        actions: { assignUserToGroups: { groupIds: [await groupOf(live, "CRM Users")] } },
      });
      await live.okta("POST", `/groups/rules/${rule.id}/lifecycle/activate`);
    },
  },
  {
    name: "cut lists of groups",
    async disturb({ servers }) {
      servers.okta.addFault({ fault: { kind: "cut-page" }, path: /\/groups$/ });
      servers.google.addFault({ fault: { kind: "cut-page" }, path: /\/groups$/ });
    },
  },
  {
    name: "empty lists of users, searches included",
    async disturb({ servers }) {
      servers.okta.addFault({ fault: emptied, path: /\/users$/, method: "GET" });
      servers.google.addFault({ fault: emptied, path: /\/users$/, method: "GET" });
    },
  },
  {
    name: "Okta that answers 500 to everything",
    disturb: async ({ servers }) => servers.okta.addFault({ fault: { kind: "status", status: 500 } }),
    down: "okta",
  },
  {
    name: "Google that answers 500 to everything",
    disturb: async ({ servers }) => servers.google.addFault({ fault: { kind: "status", status: 500 } }),
    down: "google",
  },
  {
    name: "a member of an unknown type",
    async disturb({ google, servers }) {
      await haveGroup(google, "crew@acme.example");
      // The members of an empty group are not read.
      await google("POST", "/groups/crew@acme.example/members", { email: "guest@partner.example", role: "MEMBER" });
      servers.google.addFault({ fault: mistyped, path: /\/members$/ });
    },
  },
  {
    name: "a journal that is not believed",
    disturb: async () => undefined,
    journal: "none",
  },
  {
    name: "the leaver's number and login changed at Okta",
    disturb: async ({ okta }) =>
      void (await okta("POST", `/users/${leaver.address}`, {
        profile: { login: "night@acme.example", email: "night@acme.example", employeeNumber: "x-1" },
      })),
    journal: "named",
  },
  {
    name: "a contained leaver who was let in again by hand",
    wasContained: true,
    async disturb({ okta, google }) {
      await okta("POST", `/users/${leaver.address}/lifecycle/unsuspend`);
      await google("PATCH", `/users/${leaver.address}`, { suspended: false });
    },
  },
  {
    name: "a leaver whose password has expired, which Okta cannot suspend",
    disturb: async ({ okta }) => void (await okta("POST", `/users/${leaver.address}/lifecycle/expire_password`)),
  },
  {
    name: "a leaver whose password was reset, which Okta cannot suspend",
    disturb: async ({ okta }) =>
      void (await okta("POST", `/users/${leaver.address}/lifecycle/reset_password?sendEmail=false`)),
  },
];
