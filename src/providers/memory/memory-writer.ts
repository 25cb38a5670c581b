import type { AccessWriter, ProviderWrite, WriteResult } from "../../ports/access.ts";
import { adoptAccount, createAccount, moveAccount, updateAccount } from "./account-writes.ts";
import { addMember, configureGroup, createGroup, removeMember, updateGroup } from "./group-writes.ts";
import { writeAssignment } from "./assignment-writes.ts";
import type { MemoryState } from "./memory-state.ts";

/** Creates a writer that changes the state immediately. Every write with an effect is in the log once. */
export function createMemoryWriter(state: MemoryState, { system }: { readonly system: string }): AccessWriter {
  return {
    system,
    perform: async (write, fence) => {
      try {
        await fence?.check();
      } catch (problem) {
        const message = problem instanceof Error ? problem.message : String(problem);
        return { kind: "failed", failure: { kind: "not-sent", message } };
      }
      const result = performOn(state, write);
      if (result.kind === "written") state.log(write);
      return result;
    },
  };
}

function performOn(state: MemoryState, write: ProviderWrite): WriteResult {
  switch (write.action) {
    case "account.create":
      return createAccount(state, write);
    case "account.adopt":
      return adoptAccount(state, write);
    case "account.update":
      return updateAccount(state, write);
    case "account.activate":
    case "account.suspend":
    case "account.unsuspend":
    case "account.deactivate":
      return moveAccount(state, write.action, write.account);
    case "group.create":
      return createGroup(state, write);
    case "group.update":
      return updateGroup(state, write);
    case "group.configure":
      return configureGroup(state, write);
    case "membership.add":
    case "membership.update":
      return addMember(state, write);
    case "membership.remove":
      return removeMember(state, write);
    case "app.assign":
    case "app.update":
    case "app.unassign":
    case "admin-role.assign":
    case "admin-role.unassign":
    case "license.assign":
    case "license.unassign":
      return writeAssignment(state, write);
  }
}
