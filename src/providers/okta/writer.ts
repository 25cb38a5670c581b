import { withFence } from "../../http/fence.ts";
import type { AccessWriter, ProviderWrite, WriteResult } from "../../ports/access.ts";
import type { Clock } from "../../ports/clock.ts";
import { adoptAccount, createAccount, updateAccount } from "./account-writes.ts";
import { assignApp, unassignApp, updateAppUser } from "./app-writes.ts";
import type { OktaClient } from "./client.ts";
import { addMember, createGroup, removeMember, updateGroup } from "./group-writes.ts";
import { moveAccount } from "./lifecycle.ts";
import { failed, refused } from "./outcome.ts";
import { assignRole, unassignRole } from "./role-writes.ts";
import type { OktaWriting } from "./writing.ts";

export interface OktaWriterOptions {
  readonly system: string;
  readonly clock: Clock;
  /** The attribute that carries the employee number. Default `employeeNumber`. */
  readonly join?: string;
}

/**
 * Creates a writer for an Okta organization. A write is sent once, and again only after a refusal without processing. Methods
 * never throw; failures are results.
 */
export function createOktaWriter(client: OktaClient, options: OktaWriterOptions): AccessWriter {
  const { system, join = "employeeNumber" } = options;
  const writing: OktaWriting = { client, join };
  return {
    system,
    perform: (write, fence) =>
      withFence(fence, () => performOn(writing, write)).catch((error: unknown) =>
        failed(client.failureOf(error, true)),
      ),
  };
}

async function performOn(writing: OktaWriting, write: ProviderWrite): Promise<WriteResult> {
  switch (write.action) {
    case "account.create":
      return createAccount(writing, write);
    case "account.adopt":
      return adoptAccount(writing, write);
    case "account.update":
      return updateAccount(writing, write);
    case "account.activate":
    case "account.suspend":
    case "account.unsuspend":
    case "account.deactivate":
      return moveAccount(writing, write.action, write.account);
    case "group.create":
      return createGroup(writing, write);
    case "group.update":
      return updateGroup(writing, write);
    case "group.configure":
      return refused("rejected", "Okta groups do not have settings");
    case "membership.add":
    case "membership.update":
      return addMember(writing, write);
    case "membership.remove":
      return removeMember(writing, write);
    case "app.assign":
      return assignApp(writing, write);
    case "app.update":
      return updateAppUser(writing, write);
    case "app.unassign":
      return unassignApp(writing, write);
    case "admin-role.assign":
      return assignRole(writing, write);
    case "admin-role.unassign":
      return unassignRole(writing, write);
    case "license.assign":
    case "license.unassign":
      return refused("rejected", "Okta does not have licenses");
  }
}
