import type { Application, AppUser } from "@okta/okta-sdk-nodejs";
import { Unreadable } from "../../http/transport-failure.ts";
import type { ObservedAssignable, ObservedDirectAssignment } from "../../model/direct-assignment.ts";
import { idOf } from "./accounts.ts";
import type { OktaClient } from "./client.ts";
import { refusalOf } from "./failure.ts";
import { readList } from "./lists.ts";

/** Reads all apps of the organization, also inactive ones, or those whose label begins with `q`. */
export async function readApps(client: OktaClient, q?: string): Promise<readonly ObservedAssignable[]> {
  const { applicationApi } = client.sdk;
  const query = q === undefined ? {} : { q };
  const apps = await readList(client, (limit) => applicationApi.listApplications({ ...query, limit }), idOf);
  return apps.filter(({ status }) => String(status) !== "DELETED").map(observedApp);
}

/** Returns the apps with exactly this label. Labels are not unique. */
export async function appsLabelled(client: OktaClient, label: string): Promise<readonly ObservedAssignable[]> {
  return (await readApps(client)).filter(({ name }) => name === label);
}

function observedApp(app: Application): ObservedAssignable {
  const id = idOf(app);
  const { label } = app as { readonly label?: unknown };
  if (typeof label !== "string" || label === "") throw new Unreadable(`the app ${id} does not have a label`);
  return { kind: "app", id, name: label };
}

/** Reads the direct assignments of an app. The largest pages, because requests for apps are scarce. */
export async function readAppUsers(client: OktaClient, appId: string): Promise<readonly ObservedDirectAssignment[]> {
  const { applicationApi } = client.sdk;
  const users = await readList(client, (limit) => applicationApi.listApplicationUsers({ appId, limit }), idOf, {
    pageSize: 500,
  });
  return users.flatMap((user) => {
    const { scope, profile } = appUserIn(user);
    return scope === "USER" ? [{ kind: "app", target: appId, account: idOf(user), id: null, profile }] : [];
  });
}

/** How a user has an app. `none`: Okta keeps a record of the user, but the app is not assigned. */
export interface OktaAppUser {
  readonly scope: "USER" | "GROUP" | "none";
  readonly profile: Readonly<Record<string, unknown>>;
}

/** Reads how one user has an app; null: Okta has no record of it. */
export async function readAppUser(client: OktaClient, appId: string, userId: string): Promise<OktaAppUser | null> {
  try {
    return appUserIn(await client.read(() => client.sdk.applicationApi.getApplicationUser({ appId, userId })));
  } catch (error) {
    if (refusalOf(error)?.status === 404) return null;
    throw error;
  }
}

/** Whether the app is assigned, by the status of its user. */
const assigned: Readonly<Record<string, boolean>> = {
  ACTIVE: true,
  APPROVED: true,
  IMPLICIT: true,
  INACTIVE: true,
  MATCHED: true,
  PENDING: true,
  PROVISIONED: true,
  STAGED: true,
  SUSPENDED: true,
  // Imported from the app and not confirmed.
  IMPORTED: false,
  UNASSIGNED: false,
  // Unassigned, and removed from the app or waiting for it.
  DEPROVISIONED: false,
  REVOKED: false,
};

function appUserIn(user: AppUser): OktaAppUser {
  const id = idOf(user);
  const isAssigned = assigned[String(user.status)];
  if (isAssigned === undefined)
    throw new Unreadable(`the user ${id} of an app has the unknown status "${String(user.status)}"`);
  const scope = String(user.scope);
  if (scope !== "USER" && scope !== "GROUP")
    throw new Unreadable(`the user ${id} of an app has the unknown scope "${scope}"`);
  const values = Object.entries(user.profile ?? {}).filter(([, value]) => value !== null && value !== undefined);
  return { scope: isAssigned ? scope : "none", profile: Object.fromEntries(values) };
}
