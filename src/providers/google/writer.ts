import { withFence } from "../../http/fence.ts";
import type { AccessWriter, ProviderWrite, WriteResult } from "../../ports/access.ts";
import type { Clock } from "../../ports/clock.ts";
import { adoptAccount, createAccount, moveAccount, updateAccount } from "./account-writes.ts";
import type { GoogleClient } from "./client.ts";
import { assignLicense, assignRole, unassignLicense, unassignRole } from "./direct-writes.ts";
import { configureGroup, createGroup, updateGroup } from "./group-writes.ts";
import { addMember, removeMember, updateMember } from "./member-writes.ts";
import { failed, refused, WriteRefused } from "./outcome.ts";
import type { GoogleWriting } from "./writing.ts";

export interface GoogleWriterOptions {
  readonly system: string;
  readonly clock: Clock;
  /** Returns the initial password of a new account. It is sent once and never stored or shown. */
  readonly randomPassword: () => string;
  /** The attribute that carries the employee number. Default `externalIds.organization`. */
  readonly join?: string;
}

/**
 * Creates a writer for a Google Workspace tenant. A write is sent once, and again only after a refusal without processing.
 * Methods never throw; failures are results.
 */
export function createGoogleWriter(client: GoogleClient, options: GoogleWriterOptions): AccessWriter {
  const { system, randomPassword, join = "externalIds.organization" } = options;
  const writing: GoogleWriting = { client, join, randomPassword };
  return {
    system,
    perform: (write, fence) =>
      withFence(fence, () => performOn(writing, write)).catch((error: unknown) =>
        error instanceof WriteRefused ? refused("rejected", error.message) : failed(client.failureOf(error, true)),
      ),
  };
}

async function performOn(writing: GoogleWriting, write: ProviderWrite): Promise<WriteResult> {
  switch (write.action) {
    case "account.create":
      return createAccount(writing, write);
    case "account.adopt":
      return adoptAccount(writing, write);
    case "account.update":
      return updateAccount(writing, write);
    case "account.activate":
    case "account.unsuspend":
      return moveAccount(writing, write.account, false);
    case "account.suspend":
      return moveAccount(writing, write.account, true);
    case "account.deactivate":
      return refused("rejected", "Google Workspace does not have deactivated accounts: suspend the account");
    case "group.create":
      return createGroup(writing, write);
    case "group.update":
      return updateGroup(writing, write);
    case "group.configure":
      return configureGroup(writing, write);
    case "membership.add":
      return addMember(writing, write);
    case "membership.update":
      return updateMember(writing, write);
    case "membership.remove":
      return removeMember(writing, write);
    case "license.assign":
      return assignLicense(writing, write);
    case "license.unassign":
      return unassignLicense(writing, write);
    case "admin-role.assign":
      return assignRole(writing, write);
    case "admin-role.unassign":
      return unassignRole(writing, write);
    case "app.assign":
    case "app.update":
    case "app.unassign":
      return refused("rejected", "Google Workspace does not have apps that are assigned to accounts");
  }
}
