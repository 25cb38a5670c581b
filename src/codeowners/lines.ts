import { ownersOfUser, peopleAmong } from "../model/owner.ts";
import type { AccessModel, Owner, User } from "../model/documents.ts";
import { sortedBy } from "../support/compare.ts";
import { patternOf } from "./escape.ts";

/** One place of the repository and the object whose owners answer for it. */
export interface OwnedPlace {
  readonly pattern: string;
  /** Null: root owners. */
  readonly owners: readonly Owner[] | null;
  /** The object, in the words of a finding. */
  readonly object: string;
}

/** A part of the file under a heading. */
export interface Section {
  readonly heading: string;
  readonly places: readonly OwnedPlace[];
}

/** Whatever no other line names: what is new belongs to root owners until somebody owns it. */
export const everything: Section = {
  heading: "Whatever no other line names",
  places: [root("*")],
};

/** People: a line for each file whose owner is not root owners anyway. */
export function peopleSection(model: AccessModel): Section {
  const guarded = guardedUsers(model);
  const users = sortedBy(model.users.values(), ({ source }) => source.file).filter(({ id }) => !guarded.has(id));
  return {
    heading: "People: their managers; service accounts: the people who answer for them",
    places: users.flatMap((user) => placeOf(user.source.file, ownersOfUser(user), `the user ${user.id}`)),
  };
}

/** Roles, and grants and waivers by the folder of what they give or accept. */
export function objectSections(model: AccessModel): readonly Section[] {
  const roles = sortedBy(model.roles.values(), ({ source }) => source.file);
  const entitlements = sortedBy(model.entitlements.values(), ({ ref }) => ref);
  const rules = sortedBy(model.separationOfDuties, ({ id }) => id);
  return [
    {
      heading: "Roles: their owners",
      places: roles.flatMap(({ source, owners, id }) => placeOf(source.file, owners, `the role ${id}`)),
    },
    {
      heading: "Grants of an entitlement: the entitlement's owners",
      places: entitlements.flatMap(({ ref, owners }) =>
        placeOf(`access/grants/${ref}/`, owners, `the grants of ${ref}`),
      ),
    },
    {
      heading: "Grants of a role: the role's owners",
      places: sortedBy(roles, ({ id }) => id).flatMap(({ id, owners }) =>
        placeOf(`access/grants/roles/${id}/`, owners, `the grants of the role ${id}`),
      ),
    },
    {
      heading: "Waivers: the owners of the rule",
      places: rules.flatMap(({ id, owners }) => placeOf(`access/waivers/${id}/`, owners, `the waivers of ${id}`)),
    },
  ];
}

/**
 * What decides about everybody's access, or about who approves: root owners, after all other lines so that no other line
 * wins. The catalogue is among it, because an entitlement's file says its tier and its owners, that is, who approves.
 */
export function rootSections(model: AccessModel): readonly Section[] {
  const guarded = sortedBy(
    [...model.users.values()].filter(({ id }) => guardedUsers(model).has(id)),
    ({ id }) => id,
  );
  return [
    {
      heading: "Protected users, and people who are root owners: root owners",
      places: guarded.flatMap(({ source, id }) => [
        ...placeOf(source.file, null, ""),
        // Wherever a grant to them stands, also one that is new. An id holds nothing that a pattern reads otherwise.
        root(`/access/grants/*/*/${id}.yaml`),
      ]),
    },
    {
      heading: "What decides about access, or about who approves: root owners",
      places: [
        "/access/rolecall.yaml",
        "/access/hr.yaml",
        "/access/adoptions/",
        "/access/entitlements/",
        "/access/overrides/",
        "/access/policies/",
        "/access/systems/",
        "/access/tests/",
        "/.ci/",
        "/schemas/",
        "/src/",
        "/test/",
        "/package.json",
        "/package-lock.json",
        "/tsconfig.json",
        "/.github/",
        "CODEOWNERS",
      ].map(root),
    },
  ];
}

function guardedUsers({ organization }: AccessModel): ReadonlySet<User["id"]> {
  return new Set([...organization.protected, ...peopleAmong(organization.rootOwners)]);
}

function placeOf(path: string, owners: readonly Owner[] | null, object: string): readonly OwnedPlace[] {
  const pattern = patternOf(path);
  return pattern === null ? [] : [{ pattern, owners, object }];
}

function root(pattern: string): OwnedPlace {
  return { pattern, owners: null, object: "" };
}
