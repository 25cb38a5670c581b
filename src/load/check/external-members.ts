import type { AccessModel, Entitlement, ExternalMember, Organization, User } from "../../model/documents.ts";
import { formatInstant, type Instant } from "../../model/instant.ts";
import { mailboxKey, type Provider } from "../../model/provider.ts";
import { findingAt, type Problem, quoted, type Report } from "../problems.ts";
import { formProblem } from "./addresses.ts";

interface Scene {
  readonly model: AccessModel;
  /** Null where its domains are not known. */
  readonly organization: Organization | null;
  readonly at: Instant;
  readonly report: Report;
}

/**
 * Checks the external members of every group: a valid address outside the organization that no user has, at most one entry
 * for each mailbox, and an end that has not passed (a warning: the entry has no effect).
 */
export function checkExternalMembers(scene: Scene): void {
  const { model } = scene;
  if (![...model.entitlements.values()].some(({ externalMembers }) => externalMembers.length > 0)) return;
  const users = new Map<Provider, ReadonlyMap<string, User>>();
  for (const entitlement of model.entitlements.values()) {
    const provider = model.systems.get(entitlement.system)?.provider;
    if (provider === undefined || entitlement.externalMembers.length === 0) continue; // reported as ref/unknown-system
    const userAt = users.get(provider) ?? usersByMailbox(model, provider);
    users.set(provider, userAt);
    checkEntries(entitlement, { ...scene, provider, userAt });
  }
}

function usersByMailbox({ users }: AccessModel, provider: Provider): ReadonlyMap<string, User> {
  return new Map(
    [...users.values()].flatMap((user) =>
      [user.email, ...user.aliases].map((address) => [mailboxKey(provider, address), user] as const),
    ),
  );
}

interface EntryScene extends Scene {
  readonly provider: Provider;
  readonly userAt: ReadonlyMap<string, User>;
}

function checkEntries({ source: { file }, ref, externalMembers }: Entitlement, scene: EntryScene): void {
  const { organization, at, report, provider, userAt } = scene;
  const seen = new Set<string>();
  for (const [index, entry] of externalMembers.entries()) {
    const field = ["externalMembers", index];
    const key = mailboxKey(provider, entry.address);
    const problem = addressProblem(entry, { user: userAt.get(key), isSecond: seen.has(key), organization });
    seen.add(key);
    if (problem !== undefined) report(findingAt(problem, { file, field: [...field, "address"] }));
    if (entry.expires <= at)
      report(
        findingAt(
          {
            code: "time/already-expired",
            message: `The membership of ${quoted(entry.address)} in ${ref} expired at ${formatInstant(entry.expires)} and has no effect.`,
            remedy: "Remove the entry, or write a new end.",
          },
          { file, field: [...field, "expires"], severity: "warning" },
        ),
      );
  }
}

interface AddressFacts {
  /** The user who has the address. */
  readonly user: User | undefined;
  /** An earlier entry of the list has the same mailbox. */
  readonly isSecond: boolean;
  readonly organization: Organization | null;
}

function addressProblem({ address }: ExternalMember, facts: AddressFacts): Problem | undefined {
  const { user, isSecond, organization } = facts;
  const form = formProblem({ text: address });
  if (form !== undefined) return form;
  if (user !== undefined)
    return {
      code: "identity/duplicate-address",
      message: `${quoted(address)} is an address of the user ${user.id}.`,
      remedy: "Remove the entry, and grant the entitlement to the user.",
    };
  const domain = address.slice(address.lastIndexOf("@") + 1).toLowerCase();
  if (organization !== null && [...organization.domains, ...organization.groupDomains].includes(domain))
    return {
      code: "identity/domain-not-allowed",
      message: `${domain} is a domain of the organization: expected an address outside it.`,
      remedy: "Add a user file and a grant for a person or a service. Name a group under `nests`.",
    };
  if (isSecond)
    return {
      code: "identity/duplicate-address",
      message: `${quoted(address)} is in the list twice.`,
      remedy: "Keep one entry for each mailbox.",
    };
  return undefined;
}
