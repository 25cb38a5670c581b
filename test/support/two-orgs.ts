import { randomBytes } from "node:crypto";
import { checkRoot } from "../../src/cli/inputs.ts";
import { convergedWorld } from "../../src/sandbox/company/live-world.ts";
import { providerServices, type SandboxProvider } from "../../src/sandbox/company/provider-services.ts";
import { type RunningSandbox, startSandbox } from "../../src/sandbox/core/server.ts";
import { companyFiles, oktaSystem } from "../workflow/after-merge/company-files.ts";
import { atTestEnd } from "./cleanup.ts";
import { type Ran, rolecall } from "./cli.ts";
import { aClockFrom } from "./clock.ts";
import { writeFiles } from "./real-git.ts";
import { aFolder, morning } from "./sandboxed.ts";

/** The file of a second Okta organization, whose credential has the prefix `EU`. */
export const secondOrg = oktaSystem()
  .replace("id: okta", "id: okta-eu")
  .replace("title: Okta", "title: Okta Europe")
  .replace(/connection: .*/, "connection: { orgUrl: https://acme-eu.okta.example, credentials: EU }");

/** A company with two Okta organizations. Every employee has an account in both. */
export const twoOrgFiles: Readonly<Record<string, string>> = {
  ...companyFiles,
  "access/systems/okta-eu.yaml": secondOrg,
  "access/entitlements/okta-eu/account.yaml": companyFiles["access/entitlements/okta/account.yaml"] ?? "",
  "access/entitlements/okta-eu/wiki.yaml": companyFiles["access/entitlements/okta/wiki.yaml"] ?? "",
  "access/roles/birthright/everyone.yaml": (companyFiles["access/roles/birthright/everyone.yaml"] ?? "").replace(
    "okta/account,",
    "okta/account, okta-eu/account,",
  ),
};

/** A running tenant of the company. */
export interface Tenant {
  readonly server: RunningSandbox;
  readonly token: string;
  /** The credentials of all requests so far, each once. */
  readonly credentials: () => readonly string[];
  /** Returns the members of an Okta group by the name before the `@`. */
  readonly members: (group: string) => Promise<readonly string[]>;
  readonly statusOf: (user: string) => Promise<string>;
}

export interface TwoOrgs {
  readonly root: string;
  readonly tenants: Readonly<Record<"okta" | "okta-eu" | "google", Tenant>>;
  /** The variables of all credentials and the addresses of the sandboxes. */
  readonly env: Readonly<Record<string, string>>;
  readonly rolecall: (argv: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Ran>;
  readonly write: (files: Readonly<Record<string, string>>) => void;
}

/** Starts the sandboxes of a company with two Okta organizations and Google, which hold what its files ask for. */
export async function twoOrgs(): Promise<TwoOrgs> {
  const root = aFolder();
  writeFiles(root, twoOrgFiles);
  const clock = aClockFrom(Date.parse(morning));
  const surroundings = { cwd: root, clock, random: () => 0.1, requestTimeout: 1500 };
  const checked = await checkRoot(
    { root },
    {
      ...surroundings,
      env: {},
      out: () => undefined,
      err: () => undefined,
      isInteractive: false,
      ask: async () => "",
      signal: new AbortController().signal,
    },
  );
  if (checked.resolved === null) throw new Error("the company has errors");
  const world = convergedWorld(checked.resolved);
  const tenantOf = async (id: string): Promise<Tenant> => {
    const live = [...world.values()].find(({ system }) => system.id === id);
    if (live === undefined) throw new Error(`there is no system ${id}`);
    const token = randomBytes(24).toString("base64url");
    const service = providerServices[live.system.provider as SandboxProvider](live, {
      clock,
      token,
      domains: ["acme.example"],
    });
    return watched(await startSandbox(service, { clock }), token);
  };
  const tenants = {
    okta: await tenantOf("okta"),
    "okta-eu": await tenantOf("okta-eu"),
    google: await tenantOf("google"),
  };
  const env = {
    ROLECALL_OKTA_URL: tenants.okta.server.url,
    ROLECALL_OKTA_EU_URL: tenants["okta-eu"].server.url,
    ROLECALL_GOOGLE_URL: tenants.google.server.url,
    OKTA_CLIENT_TOKEN: tenants.okta.token,
    EU_OKTA_CLIENT_TOKEN: tenants["okta-eu"].token,
    GOOGLE_OAUTH_ACCESS_TOKEN: tenants.google.token,
  };
  return {
    root,
    tenants,
    env,
    rolecall: (argv, own = env) => rolecall(argv, { ...surroundings, env: own }),
    write: (files) => writeFiles(root, files),
  };
}

function watched(server: RunningSandbox, token: string): Tenant {
  atTestEnd(() => server.close());
  const seen = new Set<string>();
  server.onExchange(({ request }) => void seen.add(request.headers["authorization"] ?? "none"));
  const ask = async (path: string): Promise<ReturnType<JSON["parse"]>> => {
    const reply = await fetch(`${server.url}${path}`, { headers: { authorization: `SSWS ${token}` } });
    if (!reply.ok) throw new Error(`${path}: ${reply.status}`);
    return reply.json();
  };
  return {
    server,
    token,
    credentials: () => [...seen],
    async members(group) {
      const groups: { readonly id: string; readonly profile: { readonly name: string } }[] =
        await ask("/api/v1/groups?limit=1000");
      const id = groups.find(({ profile }) => profile.name === group)?.id;
      const found: { readonly profile: { readonly login: string } }[] = await ask(`/api/v1/groups/${id}/users`);
      return found.map(({ profile }) => profile.login.split("@")[0] ?? "").sort();
    },
    statusOf: async (user) => ((await ask(`/api/v1/users/${user}@acme.example`)) as { readonly status: string }).status,
  };
}
