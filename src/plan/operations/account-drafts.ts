import type { Instant } from "../../model/instant.ts";
import type { ObservedAccount } from "../../model/observation.ts";
import { accountTraits } from "../../model/provider.ts";
import { userText } from "../../model/user-text.ts";
import { becauseOfDocument, becauseOfLeaver, becauseOfPaths, unexplained, whyEnded } from "../because.ts";
import { addressAttribute, managedAttributes, orgUnitOf, profileOf } from "../desired/account-profile.ts";
import { deactivationDue } from "../desired/desired-accounts.ts";
import type { DesiredAccount } from "../desired/desired.ts";
import type { Adopt } from "../match/identity.ts";
import type {
  Action,
  AdoptAccount,
  Because,
  CreateAccount,
  MoveAccount,
  Operation,
  Origin,
  UpdateAccount,
} from "../operation.ts";
import { originOf, startsOf } from "../origin.ts";
import { attributeChange } from "./attributes.ts";
import { type Draft, idOf, plainDraft } from "./draft.ts";
import type { AccountView, SystemView } from "./system-view.ts";

export interface MoveScene {
  readonly desired: DesiredAccount;
  readonly account: ObservedAccount;
  readonly view: AccountView;
}

interface Scene extends MoveScene {
  readonly view: SystemView;
}

/**
 * Creates the account. The number and the address are separate from the other attributes, because they identify the
 * account.
 */
export function createAccount(desired: DesiredAccount, view: SystemView): Draft {
  const { system } = view.desired;
  const { user } = desired;
  const before = view.base?.accounts.get(user.id)?.state;
  const profile = [...profileOf(system, user)].filter(
    ([attribute, value]) => attribute !== addressAttribute(system) && value !== null,
  );
  const operation: CreateAccount = {
    ...accountFields(desired, view, "account.create"),
    action: "account.create",
    account: null,
    resource: { kind: "account", id: null, name: user.email },
    before: null,
    after: {
      address: user.email,
      join: user.employeeNumber,
      profile: Object.fromEntries(profile),
      orgUnit: orgUnitOf(system, user),
      state: desired.state === "staged" ? "staged" : "active",
    },
    patch: [],
    because: becauseOfPaths(desired.paths, view.context.head),
    origin: originOf(
      {
        changed: before !== "active" && before !== "staged",
        boundaries: startsOf(desired.paths, view.context, true),
        withoutBase: "change",
      },
      view.context,
    ),
  };
  return draftOf(operation, desired);
}

/**
 * Writes the user's number to an account that belongs to the user by a reviewed file, by an earlier number, or by its
 * address where the system allows that.
 */
export function adoptAccount(scene: Scene, adopt: Adopt): Draft {
  const { desired, account, view } = scene;
  const known = view.baseAdoptions.has(`${desired.user.id} ${account.id}`);
  const wasByAddress = view.base?.system.account?.adopt === "by-address" && view.base.accounts.has(desired.user.id);
  const base = view.base?.accounts.get(desired.user.id)?.user;
  const isNewIn: Readonly<Record<Adopt["by"], boolean>> = {
    adoption: !known,
    address: !wasByAddress,
    number: base?.employeeNumber !== desired.user.employeeNumber,
  };
  const operation: AdoptAccount = {
    ...liveAccountFields(scene, "account.adopt"),
    action: "account.adopt",
    before: { join: account.join },
    after: { join: desired.user.employeeNumber },
    patch: [],
    because: [becauseOfAdopt(adopt, scene)],
    origin: originOf({ changed: isNewIn[adopt.by], boundaries: [], withoutBase: "change" }, view.context),
  };
  return draftOf(operation, desired);
}

function becauseOfAdopt(adopt: Adopt, { desired: { user }, account, view }: Scene): Because {
  const { system } = view.desired;
  switch (adopt.by) {
    case "adoption":
      return becauseOfDocument("adoption", adopt.adoption, `the adoption file names the account of ${user.id}`);
    case "number":
      return becauseOfDocument(
        "user",
        user,
        `the account has an earlier employee number of ${user.id}, ${account.join ?? ""}`,
      );
    case "address":
      return becauseOfDocument(
        "system",
        system,
        `the account has the address of ${user.id}, and ${system.id} adopts accounts by address`,
      );
  }
}

/** Returns one partial update of the managed attributes that differ; null where none differs. */
export function updateAccount(scene: Scene): Draft | null {
  const { desired, account, view } = scene;
  const { system } = view.desired;
  const address = addressAttribute(system);
  const change = attributeChange(
    managedAttributes(system, desired.user),
    (attribute) => (attribute === address ? account.address : account.profile[attribute]),
    (attribute, wanted) => attribute === address && String(wanted).toLowerCase() === account.address.toLowerCase(),
  );
  if (change === null) return null;
  const base = view.base?.accounts.get(desired.user.id);
  const earlier = base === undefined || view.base === null ? null : managedAttributes(view.base.system, base.user);
  const wanted = managedAttributes(system, desired.user);
  const operation: UpdateAccount = {
    ...liveAccountFields(scene, "account.update"),
    ...change,
    action: "account.update",
    because: [
      becauseOfDocument("user", desired.user, `${system.source.file} maps fields of the user file to these attributes`),
    ],
    origin: originOf(
      {
        changed: Object.keys(change.after).some((attribute) => earlier?.get(attribute) !== wanted.get(attribute)),
        boundaries: [],
        // The files ask for a value that is not set yet. A different value was set in the provider.
        withoutBase: Object.values(change.before).every((value) => value === null || value === "") ? "change" : "drift",
      },
      view.context,
    ),
  };
  return draftOf(operation, desired);
}

/** Returns the origin of a change of the account's state. */
export function originOfMove(scene: MoveScene, reasons = reasonsOf(scene)): Origin {
  const { desired, view } = scene;
  const changed = view.base?.accounts.get(desired.user.id)?.state !== desired.state;
  return originOf({ changed, boundaries: reasons.boundaries, withoutBase: reasons.withoutBase }, view.context);
}

export function moveAccount(scene: MoveScene, action: MoveAccount["action"]): Draft {
  const { desired, account } = scene;
  const reasons = reasonsOf(scene);
  const fields = {
    ...liveAccountFields(scene, action),
    before: { state: account.state },
    patch: [],
    because: reasons.because,
    origin: originOfMove(scene, reasons),
  } as const;
  switch (action) {
    case "account.activate":
      return draftOf({ ...fields, action, after: { state: "active" } }, desired);
    case "account.suspend":
      return draftOf({ ...fields, action, after: { state: "suspended" } }, desired);
    case "account.unsuspend":
      return draftOf({ ...fields, action, after: { state: "active" } }, desired);
    case "account.deactivate":
      return draftOf({ ...fields, action, after: { state: "deactivated" } }, desired);
  }
}

interface Reasons {
  readonly because: readonly Because[];
  readonly boundaries: readonly (Instant | null)[];
  readonly withoutBase: Origin;
}

function reasonsOf({ desired, account, view }: MoveScene): Reasons {
  const { user } = desired;
  const { context } = view;
  switch (desired.reason) {
    case "entitled":
    case "preboarding": {
      const isStart = account.state === "staged" || isParked(desired, account, view);
      return {
        because: becauseOfPaths(desired.paths, context.head),
        boundaries: startsOf(desired.paths, context, isStart),
        // A suspension that no file asks for may be an emergency (threat C10). Undoing it is not routine.
        withoutBase: isStart ? "schedule" : "drift",
      };
    }
    case "terminated": {
      const rules = view.desired.system.account;
      const due = desired.state === "deactivated" && rules !== null ? deactivationDue(user, rules) : user.end;
      return { because: [becauseOfLeaver(user, context.at)], boundaries: [due, user.end], withoutBase: "schedule" };
    }
    case "on-leave":
      return {
        because: [becauseOfDocument("user", user, `${userText(user)} is on leave`)],
        boundaries: [],
        withoutBase: "change",
      };
    case "upcoming":
      return {
        because: [becauseOfDocument("user", user, `${userText(user)} has not started yet`)],
        boundaries: [],
        withoutBase: "drift",
      };
    case "not-entitled": {
      const entitlement = view.desired.accountEntitlement;
      if (entitlement === null)
        return {
          because: [unexplained(`no file gives an account to ${user.id}`)],
          boundaries: [],
          withoutBase: "drift",
        };
      const ended = whyEnded(user, entitlement, context);
      return {
        because: ended.because,
        boundaries: ended.ends,
        withoutBase: ended.ends.length > 0 ? "schedule" : "drift",
      };
    }
  }
}

/**
 * Returns whether the account was created before the start and suspended, because the provider has no staged accounts,
 * and its holder has never signed in.
 */
function isParked({ user }: DesiredAccount, account: ObservedAccount, { desired }: AccountView): boolean {
  return (
    accountTraits(desired.system.provider)?.canBeStaged !== true && user.preboarding && account.lastSignIn === null
  );
}

/** Returns the fields of every operation on the user's account. The order fills in `dependsOn`. */
function accountFields(
  { user }: DesiredAccount,
  { desired: { system, accountEntitlement } }: AccountView,
  action: Action,
) {
  return {
    id: idOf(system.id, action, user.id),
    system: system.id,
    user: user.id,
    entitlement: accountEntitlement?.ref ?? null,
    tier: accountEntitlement?.tier ?? "low",
    dependsOn: [],
  } as const;
}

function liveAccountFields({ desired, account, view }: MoveScene, action: Action) {
  return {
    ...accountFields(desired, view, action),
    account: { id: account.id, address: account.address },
    resource: { kind: "account", id: account.id, name: account.address },
  } as const;
}

const draftOf = (operation: Operation, { reason }: DesiredAccount): Draft =>
  plainDraft(operation, null, reason === "terminated");
