import type { GroupRole } from "../../model/documents.ts";
import { formatInstant } from "../../model/instant.ts";
import type { ObservedMembership } from "../../model/observation.ts";
import { mailboxKey } from "../../model/provider.ts";
import { becauseOfDocument } from "../because.ts";
import type { DesiredExternal } from "../desired/desired.ts";
import { type AddressHolder, addressHolders } from "../match/address-holders.ts";
import type { AddMembership, Because, RemoveMembership, UpdateMembership } from "../operation.ts";
import { originOf } from "../origin.ts";
import type { GuardResult } from "../plan.ts";
import type { Draft } from "./draft.ts";
import type { Member } from "./member-account.ts";
import { draftOf, entitlementOfRole, membershipFields, type MembershipScene } from "./membership-draft.ts";
import { isUndeclaredRole } from "./undeclared-roles.ts";

type Stranger = Extract<Member, { kind: "stranger" }>;

/** The declared addresses outside the organization of one group, against its live members. */
export interface ExternalMembers {
  /**
   * Returns whether the files decide about a live member who matches no user: an entry declares the address now, or did
   * until its end or until the change under review. Every other stranger is judged by `membership` of the group.
   */
  readonly takesIn: (stranger: Stranger, membership: ObservedMembership) => boolean;
  /** Returns the operations, after each live member was passed to `takesIn`. */
  readonly plan: () => { readonly drafts: readonly Draft[]; readonly guards: readonly GuardResult[] };
}

/** Compares the group's `externalMembers` with its live members. */
export function externalMembers(scene: MembershipScene): ExternalMembers {
  const { matched, view, base } = scene;
  const { system } = view.desired;
  const { externals } = matched.desired;
  const drafts: Draft[] = [];
  const present = new Set<string>();
  return {
    takesIn: ({ id, address }, { role }) => {
      // An account of the tenant with such an address is not the declared mailbox.
      if (id !== null) return false;
      const key = mailboxKey(system.provider, address);
      const entry = externals.get(key);
      const former = base?.externals.get(key);
      if (entry?.isCurrent === true) {
        if (isUndeclaredRole(matched.desired, role)) {
          present.add(key);
          return false;
        }
        if (role !== "member") drafts.push(changeRole(entry, { address, role, scene }));
        present.add(key);
        return true;
      }
      const ended = entry ?? former;
      if (ended === undefined) return false;
      drafts.push(removeEnded(ended, { address, role, scene, isExpired: entry !== undefined }));
      return true;
    },
    plan: () => {
      const missing = [...externals].filter(([key, { isCurrent }]) => isCurrent && !present.has(key));
      if (missing.length === 0) return { drafts, guards: [] };
      const holderOf = addressHolders(system, view.observed);
      const names = new Map(view.observed.groups.map((group) => [group.name.toLowerCase(), group]));
      const guards: GuardResult[] = [];
      for (const [key, entry] of missing) {
        const group = names.get(key);
        const holder: AddressHolder | undefined =
          group === undefined ? holderOf(key) : { kind: "group", id: group.id, address: group.name };
        if (holder === undefined) drafts.push(add(entry, key, scene));
        else guards.push(notOutside(entry, holder, scene));
      }
      return { drafts, guards };
    },
  };
}

function add(entry: DesiredExternal, key: string, scene: MembershipScene): Draft {
  const { member, entitlement } = entry;
  const operation: AddMembership = {
    ...membershipFields("membership.add", scene, {
      account: { id: null, address: member.address },
      entitlement,
      member: member.address.toLowerCase(),
    }),
    action: "membership.add",
    user: null,
    before: null,
    after: { role: "member" },
    because: [becauseOf(entry, `it is an external member until ${formatInstant(member.expires)}`)],
    origin: originOf(
      { changed: scene.isNew || !isInBase(key, scene), boundaries: [], withoutBase: "change" },
      scene.view.context,
    ),
  };
  return draftOf(operation, { scene, gives: entitlement, takes: null });
}

interface LiveExternal {
  readonly address: string;
  readonly role: GroupRole;
  readonly scene: MembershipScene;
}

function changeRole(entry: DesiredExternal, { address, role, scene }: LiveExternal): Draft {
  const { entitlement, member } = entry;
  const held = entitlementOfRole(scene.matched.desired, role);
  const operation: UpdateMembership = {
    ...membershipFields("membership.update", scene, {
      account: { id: null, address },
      entitlement,
      member: address.toLowerCase(),
    }),
    action: "membership.update",
    user: null,
    before: { role },
    after: { role: "member" },
    because: [becauseOf(entry, `it is an external member until ${formatInstant(member.expires)}`)],
    origin: originOf({ changed: scene.isNew, boundaries: [], withoutBase: "drift" }, scene.view.context),
  };
  return draftOf(operation, { scene, gives: entitlement, takes: held.ref === entitlement.ref ? null : held });
}

function removeEnded(
  entry: DesiredExternal,
  { address, role, scene, isExpired }: LiveExternal & { readonly isExpired: boolean },
): Draft {
  const { member } = entry;
  const { at } = scene.view.context;
  const held = entitlementOfRole(scene.matched.desired, role);
  const hasEnded = member.expires <= at;
  const text = hasEnded
    ? `it was an external member until ${formatInstant(member.expires)}`
    : isExpired
      ? `${entry.entitlement.ref} is retired`
      : "it is no longer an external member";
  const operation: RemoveMembership = {
    ...membershipFields("membership.remove", scene, {
      account: { id: null, address },
      entitlement: held,
      member: address.toLowerCase(),
    }),
    action: "membership.remove",
    user: null,
    before: { role },
    after: null,
    because: [becauseOf(entry, text)],
    origin: originOf(
      {
        changed: scene.isNew || isInBase(mailboxKey(scene.view.desired.system.provider, address), scene),
        boundaries: hasEnded ? [member.expires] : [],
        withoutBase: hasEnded ? "schedule" : "change",
      },
      scene.view.context,
    ),
  };
  return draftOf(operation, { scene, gives: null, takes: held });
}

/** Refuses an address that leads to a live object of the tenant: it cannot be a member from outside. */
function notOutside(
  { member, entitlement }: DesiredExternal,
  { kind, address, id }: AddressHolder,
  {
    matched: { desired },
    view: {
      desired: { system },
    },
  }: MembershipScene,
): GuardResult {
  return {
    code: "provider/address-in-use",
    system: system.id,
    blocked: true,
    subject: { kind: "group", id: desired.first.ref },
    message: `The external member "${member.address}" of ${entitlement.ref} is an address of the ${kind} "${address}" (${id}) in ${system.id}.`,
    remedy:
      kind === "group"
        ? `Name the group under \`nests\` instead of \`externalMembers\` in ${entitlement.source.file}.`
        : `Add a user file for the account and a grant, and remove the entry from ${entitlement.source.file}.`,
    override: null,
  };
}

const becauseOf = ({ entitlement, member }: DesiredExternal, text: string): Because =>
  becauseOfDocument("entitlement", entitlement, `${text} of ${entitlement.ref} (sponsor ${member.sponsor})`);

/** Returns whether the base declares the address as a current external member. */
const isInBase = (key: string, { base }: MembershipScene): boolean => base?.externals.get(key)?.isCurrent === true;
