import type { ApartRule, Bundle, Company, Given, Person, Who } from "./company.ts";

/*
 * An independent implementation of the rules of the access model, directly from the documents, without indexes or intervals.
 * Every question is about one instant. The results of the product are compared with it.
 */

/** The instant and the options of a question. */
export interface Asked {
  readonly when: number;
  /** Treats all users on leave as active. */
  readonly returned: boolean;
  /** Whether an eligible grant is counted. */
  readonly eligible: boolean;
}

export function matches(who: Who, user: Pick<Person, "kind" | "department" | "title">): boolean {
  if (who.kind !== undefined && !who.kind.includes(user.kind)) return false;
  if (who.department !== undefined && (user.department === null || !who.department.includes(user.department)))
    return false;
  if (who.title !== undefined && (user.title === null || !who.title.includes(user.title))) return false;
  return who.not === undefined || !matches(who.not, user);
}

/** Returns whether the user is employed at that instant. */
export function isEmployed(user: Person, when: number): boolean {
  if (user.status === "terminated") return false;
  if (user.start !== null && when < user.start) return false;
  return user.end === null || when < user.end;
}

function isInForce(grant: Given, { when, eligible }: Asked): boolean {
  if (grant.eligible && !eligible) return false;
  if (grant.starts !== null && when < grant.starts) return false;
  return grant.expires === null || when < grant.expires;
}

/** Returns whether the role `senior` includes the role `junior`. */
export function roleGives(company: Company, senior: string, junior: string): boolean {
  if (senior === junior) return true;
  return company.roles.some((role) => isDirectlyUnder(company, senior, role) && roleGives(company, role.id, junior));
}

function isDirectlyUnder(company: Company, senior: string, role: Bundle): boolean {
  const above = company.roles.find(({ id }) => id === senior);
  return above !== undefined && (above.includes.includes(role.id) || role.impliedBy.includes(senior));
}

/** Returns whether `inner` gives `outer` through nested groups. A retired right gives nothing. */
export function rightReaches(company: Company, inner: string, outer: string): boolean {
  const right = company.entitlements.find(({ ref }) => ref === inner);
  if (right === undefined || right.retired) return false;
  if (inner === outer) return true;
  return company.entitlements.some(
    (around) => !around.retired && around.nests.includes(inner) && rightReaches(company, around.ref, outer),
  );
}

/** Returns whether the user holds the role at that instant, directly or through another role. */
export function holdsRole(company: Company, user: Person, role: string, asked: Asked): boolean {
  if (!isEmployed(user, asked.when)) return false;
  const byBirthright = company.roles.some(
    (top) =>
      top.birthright !== null &&
      user.kind !== "service" &&
      matches(top.birthright, user) &&
      roleGives(company, top.id, role),
  );
  const byGrant = company.grants.some(
    (grant) =>
      grant.user === user.id &&
      grant.what.startsWith("role:") &&
      isInForce(grant, asked) &&
      roleGives(company, grant.what.slice("role:".length), role),
  );
  return byBirthright || byGrant;
}

/** Returns whether the user has the right at that instant. */
export function holdsRight(company: Company, user: Person, ref: string, asked: Asked): boolean {
  if (!isEmployed(user, asked.when)) return false;
  const right = company.entitlements.find((each) => each.ref === ref);
  if (right === undefined || right.retired) return false;
  if (user.status === "on-leave" && !asked.returned && (right.tier === "high" || right.tier === "critical"))
    return false;
  const direct = company.grants.some(
    (grant) => grant.user === user.id && isInForce(grant, asked) && rightReaches(company, grant.what, ref),
  );
  const byRole = company.roles.some(
    (role) =>
      role.rights.some((given) => rightReaches(company, given, ref)) && holdsRole(company, user, role.id, asked),
  );
  return direct || byRole;
}

/** Returns the person and the service accounts that the person owns. */
function hands(company: Company, person: Person): readonly Person[] {
  return [
    person,
    ...company.users.filter(
      (user) => user.kind === "service" && user.id !== person.id && user.owners.includes(person.id),
    ),
  ];
}

/** Returns the names of the set members that the person or an owned service account has at that instant. */
function membersHeld(company: Company, person: Person, members: readonly string[], asked: Asked): readonly string[] {
  if (!isEmployed(person, asked.when)) return [];
  const named = members.flatMap((member) =>
    member.startsWith("tag:")
      ? company.entitlements.filter(({ tags }) => tags.includes(member.slice("tag:".length))).map(({ ref }) => ref)
      : [member],
  );
  return named.filter((name) =>
    hands(company, person).some((hand) =>
      name.startsWith("role:")
        ? holdsRole(company, hand, name.slice("role:".length), asked)
        : holdsRight(company, hand, name, asked),
    ),
  );
}

/** Returns the names by which the person breaks the rule at that instant; empty: none. */
export function breaks(company: Company, person: Person, rule: ApartRule, asked: Omit<Asked, "eligible">): string[] {
  const held = Object.values(rule.sets).map((members) =>
    membersHeld(company, person, members, { ...asked, eligible: rule.countsEligible }),
  );
  if (held.filter((names) => names.length > 0).length <= rule.atMost) return [];
  return [...new Set(held.flat())].sort();
}

/** Returns whether a user with these fields would break the rule if given the role now. */
export function roleBreaks(
  company: Company,
  role: string,
  rule: ApartRule,
  somebody: Pick<Person, "kind" | "department" | "title">,
): boolean {
  const person: Person = { id: "(somebody)", status: "active", start: null, end: null, owners: [], ...somebody };
  const granted = { user: person.id, what: `role:${role}`, starts: null, expires: null, eligible: false };
  const hired = { ...company, users: [person], grants: [granted] };
  return breaks(hired, person, rule, { when: 0, returned: true }).length > 0;
}

/** Returns all instants at which access can change, in order. */
export function boundaries(company: Company): readonly number[] {
  const all = [
    ...company.users.flatMap(({ start, end }) => [start, end]),
    ...company.grants.flatMap(({ starts, expires }) => [starts, expires]),
  ];
  return [...new Set(all.flatMap((bound) => (bound === null ? [] : [bound])))].sort((left, right) => left - right);
}
