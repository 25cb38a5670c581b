import type { Operation } from "../operation.ts";

/** What earlier runs removed in one system within a day, by the object without its action: the group and the member, or the user. */
export interface Removed {
  readonly memberships: ReadonlySet<string>;
  readonly accounts: ReadonlySet<string>;
}

/** What earlier runs removed within a day, by system. Guards count it together with what the plan removes. */
export type AlreadyRemoved = ReadonlyMap<string, Removed>;

const nothing: Removed = { memberships: new Set(), accounts: new Set() };

export const removedIn = (already: AlreadyRemoved | undefined, system: string): Removed =>
  already?.get(system) ?? nothing;

/** Returns the object of an operation by its id: everything after the system and the action. */
export const objectOf = (id: string): string => id.split(":").slice(2).join(":");

/** Returns how many of the objects that earlier runs removed are not among the operations, so that none counts twice. */
export function addedTo(operations: readonly Pick<Operation, "id">[], earlier: ReadonlySet<string>): number {
  if (earlier.size === 0) return 0;
  const own = new Set(operations.map(({ id }) => objectOf(id)));
  return [...earlier].filter((object) => !own.has(object)).length;
}
