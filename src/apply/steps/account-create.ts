import type { ObservedAccount } from "../../model/observation.ts";
import type { AccessReader } from "../../ports/access.ts";
import type { Attributes, CreateAccount } from "../../plan/operation.ts";
import type { CreatedIds } from "../created-ids.ts";
import { accountField, firstDifference } from "./compare.ts";
import { asPlanned, asWanted, differs, readObject, type ReadResult, type Step } from "./step.ts";
import { fulfils } from "./account-state.ts";

/** Creates the account with its attributes, its employee number and its state. */
export function accountCreateStep({ system, after }: CreateAccount, reader: AccessReader, ids: CreatedIds): Step {
  const { address, join, profile, orgUnit, state } = after;
  const attributes: Attributes = { ...profile, ...(orgUnit === null ? {} : { orgUnitPath: orgUnit }) };
  let known: string | undefined;

  const judge = (account: ObservedAccount | undefined): ReadResult => {
    if (account === undefined) return asPlanned;
    const there = `expected no account with the address ${address}, got ${account.id}`;
    if (account.join !== join)
      return differs(
        `${there}, ${account.join === null ? "without an employee number" : "with another person's number"}`,
      );
    if (!fulfils(state, account.state)) return differs(`${there}, which is ${account.state}`);
    const difference = firstDifference(attributes, (name) => accountField(account, name));
    if (difference !== undefined) return differs(`${there}: ${difference}`);
    ids.remember(system, "account", address, account.id);
    return asWanted;
  };
  return {
    write: { action: "account.create", address, join, profile, orgUnit, state },
    read: () => {
      const id = known;
      return readObject(() => (id === undefined ? reader.accountByAddress(address) : reader.accountById(id)), judge);
    },
    created: (id) => {
      known = id;
    },
  };
}
