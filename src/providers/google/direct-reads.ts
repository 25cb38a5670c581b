import { Unreadable } from "../../http/transport-failure.ts";
import type { AssignableKey, ObservedAssignable, ObservedDirectAssignment } from "../../model/direct-assignment.ts";
import type { AccessReader, Known } from "../../ports/access.ts";
import { isRoleId, readRoleAssignments, readRoles, roleNamed } from "./admin-roles.ts";
import type { GoogleClient } from "./client.ts";
import { addressOf } from "./direct-writes.ts";
import { isAddress, isGoogleKey } from "./keys.ts";
import { customerIdOf, hasLicense, licenseExists, licenseKeyOf } from "./licenses.ts";

/** Returns the reads of one assignable and of one direct assignment. */
export function directAssignmentReads(
  client: GoogleClient,
): Required<Pick<AccessReader, "assignable" | "directAssignment">> {
  return {
    // A list shows that an assignable is absent. A 404 is about the list itself.
    assignable: (key) => known(client, () => readAssignable(client, key), false),
    directAssignment: (kind, target, account) =>
      known(client, async () => {
        if (!isGoogleKey(account) || isAddress(account)) throw new Unreadable(`"${account}" is not a valid Google id`);
        return readDirectAssignment(client, { kind, target, account });
      }),
  };
}

async function readAssignable(client: GoogleClient, key: AssignableKey): Promise<ObservedAssignable | null> {
  switch (key.kind) {
    case "license":
      return (await licenseExists(client, licenseKeyOf(key.name), await customerIdOf(client)))
        ? { ...key, id: key.name }
        : null;
    case "adminRole": {
      const role = roleNamed(await readRoles(client), key.name);
      return role === null ? null : { ...key, id: role.id };
    }
    case "app":
      return null;
  }
}

type AssignmentKey = Pick<ObservedDirectAssignment, "kind" | "target" | "account">;

async function readDirectAssignment(
  client: GoogleClient,
  key: AssignmentKey,
): Promise<ObservedDirectAssignment | null> {
  const { kind, target, account } = key;
  switch (kind) {
    case "license": {
      const isHeld = await hasLicense(client, licenseKeyOf(target), await addressOf(client, account));
      return isHeld ? { ...key, id: null, profile: null } : null;
    }
    case "adminRole": {
      if (!isRoleId(target)) throw new Unreadable(`"${target}" is not the id of an administrator role`);
      const [held] = await readRoleAssignments(client, target, account);
      return held === undefined ? null : { ...key, id: held.id, profile: null };
    }
    case "app":
      return null;
  }
}

/** Returns the result of a read: null is absent, as is 404 if `is404Absent`; any other failure is unknown. */
async function known<T>(client: GoogleClient, read: () => Promise<T | null>, is404Absent = true): Promise<Known<T>> {
  try {
    const value = await read();
    return value === null ? { kind: "absent" } : { kind: "found", value };
  } catch (error) {
    const failure = client.failureOf(error, false);
    return failure.kind === "not-found" && is404Absent ? { kind: "absent" } : { kind: "unknown", failure };
  }
}
