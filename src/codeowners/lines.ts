import { ownersOfUser, peopleAmong } from "../model/owner.ts";
import type { DocumentKindName } from "../formats/document-kind-name.ts";
import { documentKindNames, documentKinds, type DocumentOf } from "../load/kinds/index.ts";
import { folderIn, topOf } from "../load/kinds/path-pattern.ts";
import type { AccessModel, Owner, User } from "../model/documents.ts";
import { sortedBy } from "../support/compare.ts";
import { patternOf } from "./escape.ts";

/** One path of the repository and the object whose owners own it. */
export interface OwnedPlace {
  readonly pattern: string;
  /** Null: root owners. */
  readonly owners: readonly Owner[] | null;
  /** The object, as text for a finding. */
  readonly object: string;
}

/** A section of the file with a heading. */
export interface Section {
  readonly heading: string;
  readonly places: readonly OwnedPlace[];
}

/** The line for all paths without another line: new paths belong to root owners. */
export const everything: Section = {
  heading: "Paths that no other line matches: root owners",
  places: [root("*")],
};

/** Returns a line for each user file that has owners other than root owners. */
export function peopleSection(model: AccessModel): Section {
  const guarded = guardedUsers(model);
  const users = sortedBy(model.users.values(), ({ source }) => source.file).filter(({ id }) => !guarded.has(id));
  return {
    heading: "Users: their managers. Service accounts: their owners",
    places: users.flatMap((user) => placeOf(user.source.file, ownersOfUser(user), `the user ${user.id}`)),
  };
}

/** Returns the lines for documents with owners, and for the folders of grants and waivers. */
export function objectSections(model: AccessModel): readonly Section[] {
  const roles = sortedBy(model.roles.values(), ({ id }) => id);
  const entitlements = sortedBy(model.entitlements.values(), ({ ref }) => ref);
  const rules = sortedBy(model.separationOfDuties, ({ id }) => id);
  return [
    ...documentKindNames.flatMap((name) => sectionOf(name, documentKinds[name].documents(model), model)),
    {
      heading: "Grants of an entitlement: the owners of the entitlement",
      places: entitlements.flatMap(({ ref, system, id, owners }) =>
        placeOf(grantsOf(system, id), owners, `the grants of ${ref}`),
      ),
    },
    {
      heading: "Grants of a role: the owners of the role",
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

/** Returns a line for each file of a document kind with owners. */
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

/** Returns the files and folders under access/ that belong to root owners only; files first. */
function rootPlaces(): readonly string[] {
  const tops = documentKindNames
    .filter((name) => documentKinds[name].owners.codeowners === "root")
    .map((name) => topOf(documentKinds[name].path));
  const folders = new Set(tops.filter((top) => top.endsWith("/")));
  return [...tops.filter((top) => !folders.has(top)), ...[...folders].sort()].map((top) => `/access/${top}`);
}

/**
 * Returns the lines for files that determine access or approval. They belong to root owners and come last, so that no other
 * line overrides them. The catalogue is included, because an entitlement file sets the tier and the owners, who approve.
 */
export function rootSections(model: AccessModel): readonly Section[] {
  const guarded = sortedBy(
    [...model.users.values()].filter(({ id }) => guardedUsers(model).has(id)),
    ({ id }) => id,
  );
  return [
    {
      heading: "Protected users and root owners: root owners",
      places: guarded.flatMap(({ source, id }) => [
        ...placeOf(source.file, null, ""),
        // All grants to them, including new ones. An id has no character that a pattern interprets.
        root(`/access/grants/*/*/${id}.yaml`),
      ]),
    },
    {
      heading: "Files that determine access or approval: root owners",
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
