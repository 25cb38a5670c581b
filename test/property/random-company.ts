import type { ApartRule, Bundle, Company, Given, Person, Right, Who } from "../reference/company.ts";
import { type Random, randomFrom } from "./random.ts";

export const kinds = ["employee", "contractor", "vendor", "partner"] as const;
export const departments = ["eng", "pay", null] as const;
export const titles = ["lead", null] as const;

/** Returns an instant from 0 to 5, so that starts and ends are often equal. */
const instant = (random: Random): number => random.below(6);
const perhaps = <T>(random: Random, share: number, value: () => T): T | null => (random.chance(share) ? value() : null);

/** Returns a small random company and an instant. Few values of each kind make interactions likely. */
export function randomCompany(seed: number): { readonly company: Company; readonly at: number } {
  const random = randomFrom(seed);
  const entitlements = rights(random, 3 + random.below(4));
  const refs = entitlements.map(({ ref }) => ref);
  const roles = bundles(random, 1 + random.below(6), refs);
  const users = people(random, 2 + random.below(4));
  const tags = ["t0", "t1"];
  const members = [...refs, ...roles.map(({ id }) => `role:${id}`), ...tags.map((tag) => `tag:${tag}`)];
  const company = {
    users,
    entitlements,
    roles,
    grants: grants(random, users, [...refs, ...roles.map(({ id }) => `role:${id}`)]),
    rules: Array.from({ length: 1 + random.below(2) }, (_, number) => apartRule(random, `rule-${number}`, members)),
  };
  return { company, at: instant(random) };
}

function rights(random: Random, count: number): readonly Right[] {
  return Array.from({ length: count }, (_, number) => ({
    ref: `${number % 2 === 0 ? "okta" : "google"}/e${number}`,
    tier: random.one(["low", "medium", "high", "critical"] as const),
    retired: random.chance(0.1),
    tags: random.some(["t0", "t1"], 0.25),
    // Only later ones, because load rejects cycles.
    nests: random.chance(0.35) ? later("e", number, count, random).map((id) => withSystem(id)) : [],
  }));
}

const withSystem = (id: string): string => `${Number(id.slice(1)) % 2 === 0 ? "okta" : "google"}/${id}`;

function later(letter: string, number: number, count: number, random: Random): string[] {
  const ids = Array.from({ length: count - number - 1 }, (_, offset) => `${letter}${number + 1 + offset}`);
  return random.some(ids, 0.5);
}

function bundles(random: Random, count: number, refs: readonly string[]): readonly Bundle[] {
  return Array.from({ length: count }, (_, number) => ({
    id: `r${number}`,
    birthright: perhaps(random, 0.5, () => who(random, true)),
    allowKinds: perhaps(random, 0.4, () => random.some([...kinds, "service" as const], 0.5)),
    includes: random.chance(0.6) ? later("r", number, count, random) : [],
    impliedBy: random.some(
      Array.from({ length: number }, (_unused, senior) => `r${senior}`),
      0.15,
    ),
    rights: random.some(refs, 0.3),
  }));
}

function who(random: Random, mayNegate: boolean): Who {
  const kind = perhaps(random, 0.4, () => random.some([...kinds, "service"], 0.5));
  const department = perhaps(random, 0.5, () => random.some(["eng", "pay", "hr"], 0.5));
  const title = perhaps(random, 0.2, () => ["lead"]);
  const not = mayNegate ? perhaps(random, 0.3, () => who(random, random.chance(0.2))) : null;
  return {
    ...(kind === null ? {} : { kind }),
    ...(department === null ? {} : { department }),
    ...(title === null ? {} : { title }),
    ...(not === null ? {} : { not }),
  };
}

function people(random: Random, count: number): readonly Person[] {
  const ids = Array.from({ length: count }, (_, number) => `u${number}`);
  return ids.map((id) => {
    const kind = random.chance(0.3) ? ("service" as const) : random.one(kinds);
    return {
      id,
      kind,
      status: random.one(["active", "active", "active", "on-leave", "terminated"] as const),
      department: random.one(departments),
      title: random.one(titles),
      start: perhaps(random, 0.5, () => instant(random)),
      end: perhaps(random, 0.3, () => instant(random)),
      owners: kind === "service" ? random.some(ids, 0.5) : [],
    };
  });
}

function grants(random: Random, users: readonly Person[], targets: readonly string[]): readonly Given[] {
  // One file for each user and target, so at most one grant.
  return users.flatMap(({ id }) =>
    random.some(targets, 0.3).map((what) => ({
      user: id,
      what,
      starts: perhaps(random, 0.6, () => instant(random)),
      expires: perhaps(random, 0.6, () => instant(random)),
      eligible: random.chance(0.15),
    })),
  );
}

function apartRule(random: Random, id: string, members: readonly string[]): ApartRule {
  const count = 2 + random.below(3);
  const sets = Array.from({ length: count }, (_, number) => {
    const chosen = random.some(members, 0.2);
    return [`s${number}`, chosen.length === 0 ? [random.one(members)] : chosen] as const;
  });
  return {
    id,
    sets: Object.fromEntries(sets),
    atMost: random.chance(0.55) ? 1 : 1 + random.below(count - 1),
    countsEligible: random.chance(0.4),
  };
}
