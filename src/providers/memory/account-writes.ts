import type { AccountState, ObservedAccount } from "../../model/observation.ts";
import { providerTraits } from "../../model/provider.ts";
import type { ProviderWrite, WriteResult } from "../../ports/access.ts";
import { canonicalJson } from "../../support/canonical-json.ts";
import type { MemoryState } from "./memory-state.ts";
import { alreadySo, refused, written } from "./outcome.ts";

type Create = Extract<ProviderWrite, { action: "account.create" }>;
type Update = Extract<ProviderWrite, { action: "account.update" }>;
type Adopt = Extract<ProviderWrite, { action: "account.adopt" }>;
type Move = "account.activate" | "account.suspend" | "account.unsuspend" | "account.deactivate";

/** Creates an account. An existing account with the same address and number means already created; with a different number, a conflict. */
export function createAccount(state: MemoryState, write: Create): WriteResult {
  const present = state.accountAt(write.address);
  if (present !== undefined)
    return present.join === write.join
      ? alreadySo
      : refused("conflict", `an account with the address ${write.address} already exists`);
  const { canBeStaged, hasOrgUnits } = state.accountTraits;
  const id = state.newId("account");
  state.putAccount({
    id,
    address: addressKey(state, write.address),
    join: write.join,
    // Without staged accounts, an account that may not sign in yet is suspended.
    state: !canBeStaged && write.state === "staged" ? "suspended" : write.state,
    profile: {
      ...(hasOrgUnits ? { orgUnitPath: write.orgUnit ?? "/" } : { email: write.address }),
      ...withoutNulls(write.profile),
    },
    lastSignIn: null,
  });
  return written(id);
}

export function adoptAccount(state: MemoryState, { account: id, join, from }: Adopt): WriteResult {
  const account = state.account(id);
  if (account === undefined) return noAccount(id);
  if (account.join === join) return alreadySo;
  if (account.join !== null && account.join !== from)
    return refused("conflict", `the account ${id} has a different employee number`);
  state.putAccount({ ...account, join });
  return written();
}

/** Updates only the attributes in `set`; null clears an attribute. */
export function updateAccount(state: MemoryState, { account: id, set }: Update): WriteResult {
  const account = state.account(id);
  if (account === undefined) return noAccount(id);
  if (account.state === "deactivated") return refused("rejected", `the account ${id} is deactivated`);
  const { addressAttribute } = state.accountTraits;
  const { [addressAttribute]: wanted = account.address, ...attributes } = set;
  if (typeof wanted !== "string" || wanted === "") return refused("rejected", `${addressAttribute} is required`);
  const address = addressKey(state, wanted);
  const holder = state.accountAt(address);
  if (holder !== undefined && holder.id !== id)
    return refused("conflict", `an account with the address ${address} exists already`);
  const profile = withoutNulls({ ...account.profile, ...attributes });
  if (address === account.address && canonicalJson(profile) === canonicalJson(account.profile)) return alreadySo;
  state.putAccount({ ...account, address, profile });
  return written();
}

/** The allowed start states and the target state of each lifecycle action (Okta's lifecycle). */
const moves: Readonly<Record<Move, { readonly from: readonly AccountState[]; readonly to: AccountState }>> = {
  "account.activate": { from: ["staged", "provisioned", "deactivated"], to: "active" },
  "account.suspend": { from: ["active", "locked"], to: "suspended" },
  "account.unsuspend": { from: ["suspended"], to: "active" },
  "account.deactivate": {
    from: ["staged", "provisioned", "active", "suspended", "locked", "recovery", "password-expired"],
    to: "deactivated",
  },
};

export function moveAccount(state: MemoryState, action: Move, id: string): WriteResult {
  const account = state.account(id);
  if (account === undefined) return noAccount(id);
  if (!state.accountTraits.canBeDeactivated && action === "account.deactivate")
    return refused(
      "rejected",
      `${providerTraits[state.provider].title} does not have deactivated accounts: suspend the account`,
    );
  const { from, to } = moves[action];
  if (account.state === to) return alreadySo;
  const allowed = from.includes(account.state) || (action === "account.activate" && isParked(state, account));
  if (!allowed)
    return refused("conflict", `the account ${id} is ${account.state}: ${action} is not possible from this state`);
  state.putAccount({ ...account, state: to });
  if (to === "deactivated") state.endAssignments(id);
  return written();
}

/** Without staged accounts, an account before its start date is suspended. */
const isParked = (state: MemoryState, account: ObservedAccount): boolean =>
  !state.accountTraits.canBeStaged && account.state === "suspended";

/** If addresses identify groups, the provider stores all addresses in lower case. */
const addressKey = (state: MemoryState, address: string): string =>
  state.groupTraits.namesFoldCase ? address.toLowerCase() : address;

const noAccount = (id: string): WriteResult => refused("not-found", `the account ${id} does not exist`);

function withoutNulls(profile: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(profile).filter(([, value]) => value !== null && value !== undefined));
}
