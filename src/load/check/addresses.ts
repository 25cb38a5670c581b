import type { AccessModel, Organization, User } from "../../model/documents.ts";
import { findingAt, type Problem, quoted, type Report } from "../problems.ts";

interface Address {
  readonly text: string;
  readonly user: User;
  readonly isAlias: boolean;
  readonly field: readonly (string | number)[];
}

const local = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const domainForm =
  /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+$/;

/**
 * Checks that every address belongs to one user and is in a domain of the organization. Providers ignore letter case, and
 * some mail systems ignore what follows a plus sign, so `Ada@…`, `ada@…` and `ada+x@…` count as one mailbox.
 *
 * @param organization null where its domains are not known
 */
export function checkAddresses(model: AccessModel, organization: Organization | null, report: Report): void {
  const all = [...model.users.values()].flatMap(addressesOf);
  const add = (problem: Problem, { user, field }: Address): void => {
    report(findingAt(problem, { file: user.source.file, field, user: user.id }));
  };
  const owners = new Map<string, Address>();
  for (const address of all) {
    const problem = formProblem(address) ?? (organization === null ? undefined : domainProblem(address, organization));
    if (problem !== undefined) add(problem, address);
    const key = address.text.toLowerCase();
    const first = owners.get(key);
    if (first === undefined) owners.set(key, address);
    else if (first.user.id !== address.user.id) add(takenProblem(address, first), address);
  }
  for (const address of all) {
    const base = baseOf(address.text.toLowerCase());
    const other = base === undefined ? undefined : owners.get(base);
    if (other === undefined || other.user.id === address.user.id) continue;
    const problem: Problem = {
      code: "identity/subaddress",
      message: `${quoted(address.text)} is the address of ${other.user.id} (${other.text}) with a plus tag.`,
      remedy: "Use a different address.",
    };
    add(problem, address);
  }
}

export function addressesOf(user: User): readonly Address[] {
  return [
    { text: user.email, user, isAlias: false, field: ["email"] },
    ...user.aliases.map((text, index) => ({ text, user, isAlias: true, field: ["aliases", index] })),
  ];
}

/** Returns what is wrong with the form of an address; undefined for a valid one. */
export function formProblem({ text }: Pick<Address, "text">): Problem | undefined {
  const at = text.lastIndexOf("@");
  if (at > 0 && /\P{ASCII}/u.test(text))
    return {
      code: "identity/non-ascii-address",
      message: `${quoted(text)} contains a character outside ASCII, which can look like a different letter.`,
      remedy: "Write the address in ASCII, an internationalized domain in its xn-- form.",
    };
  if (at > 0 && local.test(text.slice(0, at)) && domainForm.test(text.slice(at + 1))) return undefined;
  return {
    code: "identity/bad-address",
    message: `${quoted(text)} is not a valid email address.`,
    remedy: "Write it as name@domain.",
  };
}

function domainProblem({ text, user }: Address, organization: Organization): Problem | undefined {
  const domain = text.slice(text.lastIndexOf("@") + 1).toLowerCase();
  if (organization.domains.includes(domain)) return undefined;
  const isExternal = user.kind === "contractor" || user.kind === "vendor" || user.kind === "partner";
  const isListed = organization.externalDomains.includes(domain);
  if (isExternal && isListed) return undefined;
  return {
    code: "identity/domain-not-allowed",
    message: isListed
      ? `${domain} is a domain for contractors, vendors and partners, but ${user.id} is of kind ${user.kind}.`
      : `${domain.slice(0, 100)} is not a domain of the organization.`,
    remedy:
      "Use an address in one of the `domains` of access/rolecall.yaml; contractors, vendors and partners may also use one of the `externalDomains`.",
  };
}

function takenProblem(address: Address, first: Address): Problem {
  return address.isAlias || first.isAlias
    ? {
        code: "identity/alias-conflict",
        message: `${quoted(address.text)} is also ${first.isAlias ? "an alias" : "the address"} of ${first.user.id}.`,
        remedy: "Remove the alias from one of them, or correct the address.",
      }
    : {
        code: "identity/duplicate-address",
        message: `${quoted(address.text)} is also the address of ${first.user.id}${first.text === address.text ? "" : ` (${first.text}; letter case is ignored)`}.`,
        remedy: "Correct the address of one of them.",
      };
}

/** Removes a plus tag (`ada+x@acme.example` → `ada@acme.example`); undefined without a plus tag. */
function baseOf(address: string): string | undefined {
  const at = address.lastIndexOf("@");
  const plus = address.indexOf("+");
  return plus > 0 && plus < at ? `${address.slice(0, plus)}${address.slice(at)}` : undefined;
}
