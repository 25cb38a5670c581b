import { openStates } from "./account-state.ts";
import { accessSettings } from "./group-settings.ts";
import type { AssignableKind } from "./direct-assignment.ts";
import type { AccountTraits, AssignableTraits, GroupTraits, ProviderTraits } from "./provider-traits.ts";

/** All providers, one row each. A new provider is a row here, a folder in src/providers/ and its credentials. */
const table = {
  okta: {
    title: "Okta",
    targets: ["account", "group", "app", "adminRole"],
    acceptsFourByteCharacters: false,
    connection: {
      reason: "Rolecall needs the location of the system",
      required: [{ name: "orgUrl", reason: "an Okta system needs it, for example https://acme.okta.com" }],
    },
    accounts: {
      addressAttribute: "login",
      hasOrgUnits: false,
      lists: [],
      canBeStaged: true,
      canBeDeactivated: true,
      reportsOwnSuspensions: false,
      // A locked account is unlocked first.
      suspendableStates: ["active", "locked"],
      names: { longest: 50, refused: "" },
    },
    groups: {
      roles: ["member"],
      identifiedBy: "name",
      namesFoldCase: false,
      hasTitle: false,
      listsApps: true,
      settings: {},
      canNest: false,
      takesOutsideAddresses: false,
      consumerDomains: [],
      types: {
        OKTA_GROUP: null,
        APP_GROUP: "an application import manages its members",
        BUILT_IN: "Okta manages its members",
      },
    },
    assignables: {
      app: { hasProfile: true, endsWithDeactivation: true, hasId: false },
      adminRole: { hasProfile: false, endsWithDeactivation: true, hasId: true },
    },
  },
  google: {
    title: "Google",
    targets: ["account", "group", "license", "adminRole"],
    acceptsFourByteCharacters: true,
    connection: { reason: "a Google system needs it, usually `customer: my_customer`", required: [] },
    accounts: {
      addressAttribute: "primaryEmail",
      hasOrgUnits: true,
      lists: ["externalIds", "relations", "organizations"],
      canBeStaged: false,
      canBeDeactivated: false,
      reportsOwnSuspensions: true,
      suspendableStates: openStates,
      names: { longest: 60, refused: "<>" },
    },
    groups: {
      roles: ["member", "manager", "owner"],
      identifiedBy: "address",
      namesFoldCase: true,
      hasTitle: true,
      listsApps: false,
      settings: accessSettings,
      canNest: true,
      takesOutsideAddresses: true,
      consumerDomains: ["gmail.com", "googlemail.com"],
      types: { GOOGLE_GROUP: null },
    },
    assignables: {
      adminRole: { hasProfile: false, endsWithDeactivation: false, hasId: true },
      license: { hasProfile: false, endsWithDeactivation: false, hasId: false },
    },
  },
  manual: {
    title: "Manual",
    targets: ["task"],
    acceptsFourByteCharacters: true,
    connection: null,
    accounts: null,
    groups: null,
    assignables: {},
  },
} as const satisfies Readonly<Record<string, ProviderTraits>>;

type Table = typeof table;

export type Provider = keyof Table;

/** A provider that is read and written through an API. */
export type ConnectedProvider = {
  [P in Provider]: Table[P]["connection"] extends null ? never : P;
}[Provider];

/** The type of a group, as the provider names it. */
export type GroupType = {
  [P in ConnectedProvider]: keyof Table[P]["groups"]["types"];
}[ConnectedProvider];

/** Every provider's traits. */
export const providerTraits: Readonly<Record<Provider, ProviderTraits>> = table;

/** The traits of the providers with an API, which all have accounts and groups. */
export const connectedTraits: Readonly<
  Record<ConnectedProvider, ProviderTraits & { readonly accounts: AccountTraits; readonly groups: GroupTraits }>
> = table;

/** Returns the type of the groups that entitlements declare at this provider. */
export function declarableType(provider: ConnectedProvider): GroupType {
  const [type] = (Object.entries(table[provider].groups.types) as [GroupType, string | null][]).find(
    ([, filler]) => filler === null,
  ) ?? [undefined];
  if (type === undefined) throw new Error(`groups of ${provider} cannot be declared`);
  return type;
}

/** Returns the traits of the provider's accounts; null where it has none. */
export const accountTraits = (provider: Provider): AccountTraits | null => providerTraits[provider].accounts;

/** Returns the traits of the provider's groups; null where it has none. */
export const groupTraits = (provider: Provider): GroupTraits | null => providerTraits[provider].groups;

/** Returns how the provider treats a kind of what accounts hold directly; null where it does not have the kind. */
export const assignableTraits = (provider: Provider, kind: AssignableKind): AssignableTraits | null =>
  providerTraits[provider].assignables[kind] ?? null;

/** Returns whether the provider is read and written through an API. */
export function isConnected(provider: Provider): provider is ConnectedProvider {
  return providerTraits[provider].connection !== null;
}

/** The customer that stands for the tenant of the credential, whatever its id is. */
export const ownCustomer = "my_customer";

/** Returns the tenant that a connection names: the host of its URL, or its customer id; null where it names none. */
export function tenantNamedBy({
  orgUrl,
  customer,
}: {
  readonly orgUrl: string | null;
  readonly customer: string;
}): string | null {
  if (orgUrl !== null) return new URL(orgUrl).host;
  return customer === ownCustomer ? null : customer;
}

/** Returns the key by which the provider compares group names: two groups with the same key are one group. */
export function groupNameKey(provider: Provider, name: string): string {
  return groupTraits(provider)?.namesFoldCase === true ? name.toLowerCase() : name;
}

/**
 * Returns the key by which the provider compares the addresses of members: two addresses with the same key are one
 * mailbox. Letter case never counts, and in a consumer mailbox of Google neither do dots nor the older domain.
 */
export function mailboxKey(provider: Provider, address: string): string {
  const folded = address.toLowerCase();
  const at = folded.lastIndexOf("@");
  const domains = groupTraits(provider)?.consumerDomains ?? [];
  const [domain] = domains;
  if (domain === undefined || !domains.includes(folded.slice(at + 1))) return folded;
  return `${folded.slice(0, at).replaceAll(".", "")}@${domain}`;
}

/** Returns the titles of the providers whose groups have the trait, for a message: `Okta`, `Google or Okta`. */
export function titlesWhere(has: (groups: GroupTraits) => boolean): string {
  return Object.values(providerTraits)
    .flatMap(({ title, groups }) => (groups !== null && has(groups) ? [title] : []))
    .join(" or ");
}

/** The traits of groups by type. Types are unique across providers. */
const traitsByType: ReadonlyMap<string, GroupTraits> = new Map(
  Object.values(providerTraits).flatMap(({ groups }) =>
    groups === null ? [] : Object.keys(groups.types).map((type) => [type, groups] as const),
  ),
);

/** Returns what manages the members of groups of this type; null where entitlements can declare such a group. */
export function fillerOfType(type: GroupType): string | null {
  return traitsByType.get(type)?.types[type] ?? null;
}

/** Returns whether a group of this type has a title in addition to its identifier. */
export const hasTitle = (type: GroupType): boolean => traitsByType.get(type)?.hasTitle === true;

const addressAttributes: ReadonlySet<string> = new Set(
  Object.values(providerTraits).flatMap(({ accounts }) => (accounts === null ? [] : [accounts.addressAttribute])),
);

/** Returns whether a provider stores an account's address in this attribute. */
export const isAddressAttribute = (attribute: string): boolean => addressAttributes.has(attribute);
