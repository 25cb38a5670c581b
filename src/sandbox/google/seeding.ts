import { Directory, domainOf, emptyGroup } from "./directory.ts";
import type { DirectorySettings } from "./directory.ts";
import { checkedSettings } from "./group-settings.ts";
import { writtenFields } from "./fields.ts";
import { newMember } from "./members.ts";
import { DirectoryRefusal, invalid } from "./refusal.ts";
import type { GoogleSeed, GoogleSeedGroup, GoogleSeedMember, GoogleSeedUser } from "./seed.ts";
import { seedLicense, seedRole } from "./seeding-direct.ts";
import { USER_FIELDS } from "./users.ts";

/** Returns the tenant that a seed describes. Refuses a seed that contradicts itself, and names the entry. */
export function seededDirectory(
  seed: GoogleSeed,
  settings: Omit<DirectorySettings, "domains">,
  now: number,
): Directory {
  const domains = seed.domains ?? [
    ...seed.users.map(({ primaryEmail }) => domainOf(primaryEmail)),
    ...seed.groups.map(({ email }) => domainOf(email)),
  ];
  const unique = [...new Set(domains.map((domain) => domain.toLowerCase()))];
  const directory = new Directory({ ...settings, domains: unique }, seed.orgUnits);
  for (const user of seed.users) named(`user ${user.primaryEmail}`, () => seedUser(directory, user, now));
  for (const group of seed.groups) named(`group ${group.email}`, () => seedGroup(directory, group));
  for (const group of seed.groups)
    for (const member of group.members ?? [])
      named(`member ${member.email ?? member.id ?? "(everyone)"} of group ${group.email}`, () =>
        seedMember(directory, group, member),
      );
  for (const license of seed.licenses ?? [])
    named(`licence ${license.product}/${license.sku}`, () => seedLicense(directory, license));
  for (const role of seed.roles ?? []) named(`role ${role.roleName}`, () => seedRole(directory, role));
  return directory;
}

function seedUser(directory: Directory, user: GoogleSeedUser, now: number): void {
  const { id, primaryEmail, aliases = [], isAdmin, creationTime, ...rest } = user;
  const { password: _password, hashFunction: _hash, ...attributes } = writtenFields({ ...rest }, USER_FIELDS);
  directory.orgUnit(user.orgUnitPath ?? "/");
  ensureFreeId(directory, id);
  for (const address of [primaryEmail, ...aliases]) directory.claimable(address, "address");
  const stored = directory.putUser({
    id: id ?? directory.newId("user"),
    primaryEmail: primaryEmail.toLowerCase(),
    aliases: aliases.map((alias) => alias.toLowerCase()),
    attributes,
    createdAt: typeof creationTime === "string" ? Date.parse(creationTime) : now,
  });
  directory.setSuperAdmin(stored.id, isAdmin === true);
}

function seedGroup(directory: Directory, group: GoogleSeedGroup): void {
  const { id, email, aliases = [], name, description, settings = {} } = group;
  ensureFreeId(directory, id);
  for (const address of [email, ...aliases]) directory.claimable(address, "address");
  const attributes = { name, ...(description !== undefined && { description }) };
  const empty = emptyGroup({ id: id ?? directory.newId("group"), email: email.toLowerCase(), attributes }, -Infinity);
  directory.putGroup({
    ...empty,
    aliases: aliases.map((alias) => alias.toLowerCase()),
    settings: checkedSettings(settings),
  });
}

/** Adds the member directly to the group, so that the member count does not lag. */
function seedMember(directory: Directory, { email }: GoogleSeedGroup, member: GoogleSeedMember): void {
  const group = directory.group(email);
  const key = member.id ?? member.email;
  const { role, type } = member;
  group.members.put(
    newMember(directory, group, { role, ...(key !== undefined && { key }), ...(type !== undefined && { type }) }),
  );
}

function ensureFreeId(directory: Directory, id: string | undefined): void {
  if (id !== undefined && (directory.users.has(id) || directory.groups.has(id))) throw invalid(`id ${id} is taken`);
}

function named(what: string, seed: () => void): void {
  try {
    seed();
  } catch (cause) {
    if (!(cause instanceof DirectoryRefusal)) throw cause;
    throw new Error(`Invalid Google seed: ${what}: ${cause.message}`, { cause });
  }
}
