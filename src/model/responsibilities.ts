import type { AccessModel } from "./access-model.ts";
import { peopleAmong } from "./owner.ts";
import type { EntitlementRef, Owner, RoleId, UserId } from "./terms.ts";
import type { User } from "./people.ts";

/** What a user is for an object: requests, reviews and questions about the object wait for this user. */
export type Relation = "owner" | "manager" | "sponsor";

/** One user whom the file of an object names as responsible for it. */
export interface Responsibility {
  readonly user: UserId;
  readonly relation: Relation;
  /** The object as a sentence names it: `the entitlement okta/crm`, or the id of a user. */
  readonly object: string;
  readonly file: string;
  /** The field that names the user. */
  readonly field: readonly (string | number)[];
  readonly entitlement?: EntitlementRef;
  readonly role?: RoleId;
  /** The user whose file it is. */
  readonly of?: User;
}

/** Returns every owner, manager and sponsor that the files name, by the objects' files. Teams are left out. */
export function* responsibilitiesIn(model: AccessModel): Iterable<Responsibility> {
  for (const { ref, owners, source, externalMembers } of model.entitlements.values()) {
    yield* ownersOf(owners, { object: `the entitlement ${ref}`, file: source.file, entitlement: ref });
    for (const [index, { address, sponsor }] of externalMembers.entries())
      yield {
        object: `the external member ${address} of ${ref}`,
        file: source.file,
        entitlement: ref,
        user: sponsor,
        relation: "sponsor",
        field: ["externalMembers", index, "sponsor"],
      };
  }
  for (const { id, owners, source } of model.roles.values())
    yield* ownersOf(owners, { object: `the role ${id}`, file: source.file, role: id });
  for (const { id, owners, source } of model.separationOfDuties)
    yield* ownersOf(owners, { object: `the rule ${id}`, file: source.file });
  for (const { id, owners, source } of model.systems.values())
    yield* ownersOf(owners, { object: `the system ${id}`, file: source.file });
  for (const user of model.users.values()) {
    const named = { object: user.id, file: user.source.file, of: user };
    if (user.manager !== null) yield { ...named, user: user.manager, relation: "manager", field: ["manager"] };
    if (user.sponsor !== null) yield { ...named, user: user.sponsor, relation: "sponsor", field: ["sponsor"] };
    yield* ownersOf(
      user.owners.map((id) => ({ kind: "user", id })),
      named,
    );
  }
}

function* ownersOf(
  owners: readonly Owner[],
  object: Omit<Responsibility, "user" | "relation" | "field">,
): Iterable<Responsibility> {
  for (const [position, owner] of owners.entries())
    for (const user of peopleAmong([owner])) yield { ...object, user, relation: "owner", field: ["owners", position] };
}
