import { ownersOfUser, peopleAmong } from "../model/owner.ts";
import type { DocumentKindName } from "../formats/document-kind-name.ts";
import { documentKindNames, documentKinds, type DocumentOf } from "../load/kinds/index.ts";
import { folderIn, topOf } from "../load/kinds/path-pattern.ts";
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

/** Documents with owners of their own, and grants and waivers by the folder of what they give or accept. */
export function objectSections(model: AccessModel): readonly Section[] {
  const roles = sortedBy(model.roles.values(), ({ id }) => id);
  const entitlements = sortedBy(model.entitlements.values(), ({ ref }) => ref);
  const rules = sortedBy(model.separationOfDuties, ({ id }) => id);
  return [
    ...documentKindNames.flatMap((name) => sectionOf(name, documentKinds[name].documents(model), model)),
    {
      heading: "Grants of an entitlement: the entitlement's owners",
      places: entitlements.flatMap(({ ref, system, id, owners }) =>
        placeOf(grantsOf(system, id), owners, `the grants of ${ref}`),
      ),
    },
    {
      heading: "Grants of a role: the role's owners",
      places: roles.flatMap(({ id, owners }) => placeOf(grantsOf("roles", id), owners, `the grants of the role ${id}`)),
    },
    {
      heading: "Waivers: the owners of the rule",
      places: rules.flatMap(({ id, owners }) => placeOf(waiversOf(id), owners, `the waivers of ${id}`)),
    },
  ];
}

const grantsOf = (system: string, target: string): string =>
  `access/${folderIn(documentKinds.grant.path, { system, target })}`;
const waiversOf = (rule: string): string => `access/${folderIn(documentKinds.waiver.path, { rule })}`;

/** A line for each file of a kind whose documents have owners of their own. */
function sectionOf<Name extends DocumentKindName>(
  name: Name,
  documents: Iterable<DocumentOf<Name>>,
  model: AccessModel,
): readonly Section[] {
  const { codeowners, edits } = documentKinds[name].owners;
  if (typeof codeowners === "string" || edits === "root") return [];
  const places = [...documents].flatMap((document): readonly OwnedPlace[] => {
    if (document.source === null) return [];
    const owners = edits.ownersOf(document, model).filter((owner) => owner !== "manager");
    return placeOf(document.source.file, owners, edits.title(document));
  });
  return [{ heading: codeowners.heading, places: sortedBy(places, ({ pattern }) => pattern) }];
}

/** The files and folders under access/ that hold nothing but documents of root owners; files first. */
function rootPlaces(): readonly string[] {
  const tops = documentKindNames
    .filter((name) => documentKinds[name].owners.codeowners === "root")
    .map((name) => topOf(documentKinds[name].path));
  const folders = new Set(tops.filter((top) => top.endsWith("/")));
  return [...tops.filter((top) => !folders.has(top)), ...[...folders].sort()].map((top) => `/access/${top}`);
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
        ...rootPlaces(),
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
