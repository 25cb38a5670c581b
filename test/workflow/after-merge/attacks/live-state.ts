import { liveCompany, type LiveCompany } from "../../../support/disturbances.ts";
import type { Scenario } from "../scenario.ts";

/** The states of the sandboxes, read past the program. */
export const liveOf = ({ okta, google, env }: Scenario): LiveCompany =>
  liveCompany({ okta, google }, env["OKTA_CLIENT_TOKEN"] ?? "");

export interface AccountIds {
  readonly okta: string;
  readonly google: string;
}

/** The immutable ids of a user's accounts. */
export async function idsOf(scenario: Scenario, user: string): Promise<AccountIds> {
  const { okta, google } = liveOf(scenario);
  const address = `${user}@acme.example`;
  const [inOkta, inGoogle] = [await okta("GET", `/users/${address}`), await google("GET", `/users/${address}`)];
  return { okta: inOkta.id, google: inGoogle.id };
}

/** Returns the systems in which these accounts can sign in. */
export async function openIn(scenario: Scenario, ids: AccountIds): Promise<readonly string[]> {
  const { okta, google } = liveOf(scenario);
  const { status } = await okta("GET", `/users/${ids.okta}`);
  const { suspended } = await google("GET", `/users/${ids.google}`);
  return [
    ...(suspended === true ? [] : ["google"]),
    ...(status === "SUSPENDED" || status === "DEPROVISIONED" ? [] : ["okta"]),
  ];
}

interface OktaUser {
  readonly profile: { readonly login: string; readonly firstName: string; readonly employeeNumber?: string };
}

/** Returns the Okta profile of the account with an employee number; null: there is none. */
export async function oktaProfile(scenario: Scenario, number: string): Promise<OktaUser["profile"] | null> {
  const users: readonly OktaUser[] = await liveOf(scenario).okta("GET", "/users");
  return users.find(({ profile }) => profile.employeeNumber === number)?.profile ?? null;
}

/** Returns the names of the groups in Okta. */
export async function oktaGroups(scenario: Scenario): Promise<readonly string[]> {
  const groups: readonly { readonly profile: { readonly name: string } }[] = await liveOf(scenario).okta(
    "GET",
    "/groups",
  );
  return groups.map(({ profile }) => profile.name);
}
