import type { Adoption, Grant, Override, User, Waiver } from "../../model/documents.ts";
import { type Fields, plainMap, setOf, textOfInstant } from "./plain.ts";
import { targetFolder } from "../../model/grant-target.ts";

/**
 * Returns the fields that decide the user's identity, approvers, employment period and the selectors that match the
 * user.
 */
export function userFields(user: User): Fields {
  return {
    kind: user.kind,
    status: user.status,
    employeeNumber: user.employeeNumber,
    previousNumbers: setOf(user.previousNumbers),
    email: user.email,
    aliases: setOf(user.aliases),
    externalIn: setOf(user.externalIn),
    github: user.github === null ? null : { login: user.github.login, id: user.github.id },
    manager: user.manager,
    department: user.department,
    title: user.title,
    location: user.location,
    attributes: plainMap(user.attributes),
    sponsor: user.sponsor,
    owners: setOf(user.owners),
    start: textOfInstant(user.start),
    end: textOfInstant(user.end),
    preboarding: user.preboarding,
    legalHold: user.legalHold,
  };
}

/**
 * Returns the fields of a grant that no access change shows: an eligible grant, or a second path to what its user
 * already has.
 */
export function grantFields(grant: Grant): Fields {
  return { eligible: grant.eligible, starts: textOfInstant(grant.starts), expires: textOfInstant(grant.expires) };
}

export function grantId({ target, user }: Grant): string {
  return `${targetFolder(target)}/${user}`;
}

export function waiverFields(waiver: Waiver): Fields {
  return {
    witness: setOf(waiver.witness),
    expires: textOfInstant(waiver.expires),
    reason: waiver.reason,
    compensatingControl: waiver.compensatingControl,
  };
}

export function waiverId({ rule, user }: Waiver): string {
  return `${rule}/${user}`;
}

export function adoptionFields({ account }: Adoption): Fields {
  return { account };
}

export function adoptionId({ system, user }: Adoption): string {
  return `${system}/${user}`;
}

export function overrideFields({ guard, system, count, expires }: Override): Fields {
  return { guard, system, count, expires: textOfInstant(expires) };
}

/** Returns the guard with the file's name, because an override does not have an id. */
export function overrideId({ guard, source }: Override): string {
  return `${guard}/${source.file.slice(source.file.lastIndexOf("/") + 1).replace(/\.yaml$/, "")}`;
}
