import { type MemoryRepository, memoryRepository } from "../../support/memory-git/repository.ts";
import { smallCompany, userYaml } from "../../support/tree.ts";
import { type Random, randomFrom } from "../random.ts";

export const pastUsers = ["ada", "bob", "eve"] as const;
export const pastEntitlements = ["okta/account", "okta/crm", "okta/wiki"] as const;

const day = 86_400_000;
export const firstDay = Date.parse("2026-01-10T00:00:00Z");

/** A repository, and the committer dates of its main line in the order in which the commits were made. */
export interface PastRepository {
  readonly repository: MemoryRepository;
  readonly line: readonly { readonly commit: string; readonly date: number }[];
  readonly random: Random;
}

/** Returns a random history of `main`: edits, merges of branches, and clocks that go backwards. */
export function randomRepository(seed: number): PastRepository {
  const random = randomFrom(seed);
  const repository = memoryRepository();
  const line: { readonly commit: string; readonly date: number }[] = [];
  let date = firstDay;
  const keep = (commit: string): void => void line.push({ commit, date });
  repository.write({ "README.md": "Access\n" });
  keep(repository.commit("Start", date));
  const length = 6 + random.below(12);
  for (let position = 0; position < length; position += 1) {
    // Often forward, sometimes at the same time or backwards.
    date += random.one([3, 2, 1, 1, 0, -1, -2]) * day + random.below(3) * 3_600_000;
    if (position === 0) repository.write(company());
    else repository.write(edit(random));
    keep(repository.commit(`Change ${position}`, date));
    if (!random.chance(0.3)) continue;
    repository.checkout("side", "main");
    repository.write({
      "access/grants/okta/wiki/eve.yaml": random.chance(0.3) ? null : grantYaml("wiki", "eve", random),
    });
    repository.commit("On a branch", date - random.below(9) * day);
    repository.checkout("main");
    date += random.below(2) * day;
    keep(repository.merge("side", date));
  }
  return { repository, line, random };
}

function company(): Record<string, string> {
  const files: Record<string, string> = {
    ...smallCompany,
    "users/bob.yaml": userYaml("bob"),
    "users/eve.yaml": userYaml("eve"),
  };
  files["entitlements/okta/crm.yaml"] = entitlementYaml("crm", "low");
  files["entitlements/okta/wiki.yaml"] = entitlementYaml("wiki", "high");
  files["roles/kit.yaml"] = roleYaml("", "okta/crm");
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`access/${path}`, text]));
}

/** Returns one change of a user, the role, a grant, or the validity of the files. */
function edit(random: Random): Record<string, string | null> {
  const user = random.one(pastUsers);
  switch (random.below(8)) {
    case 0:
    case 1:
      return { [`access/users/${user}.yaml`]: personYaml(user, random) };
    case 2:
      return {
        "access/roles/kit.yaml": roleYaml(
          random.one(["", "birthright: { department: Sales }\n", "birthright: { department: Support }\n"]),
          random.one(["okta/crm", "okta/wiki", "okta/crm, okta/wiki"]),
        ),
      };
    case 3:
      return { "access/hr.yaml": random.chance(0.3) ? "not: [valid\n" : null };
    case 4:
      return { [`access/grants/roles/kit/${user}.yaml`]: random.chance(0.4) ? null : grantYaml("kit", user, random) };
    default: {
      const name = random.one(["account", "crm", "wiki"]);
      return { [`access/grants/okta/${name}/${user}.yaml`]: random.chance(0.4) ? null : grantYaml(name, user, random) };
    }
  }
}

/** Returns a start before the tenth day, or an end after it. */
const someDay = (random: Random, side: "start" | "end"): string =>
  new Date(firstDay + (side === "start" ? random.below(10) : 11 + random.below(30)) * day).toISOString();

function grantYaml(name: string, user: string, random: Random): string {
  return [
    `user: ${user}`,
    name === "kit" ? "role: kit" : `entitlement: okta/${name}`,
    "reason: Needs it for the daily work",
    ...(random.chance(0.2) ? [`starts: ${someDay(random, "start")}`] : []),
    ...(random.chance(0.4) ? [`expires: ${someDay(random, "end")}`] : []),
    ...(random.chance(0.15) ? ["eligible: true"] : []),
    "",
  ].join("\n");
}

function personYaml(user: string, random: Random): string {
  const status = random.one(["active", "active", "active", "on-leave", "terminated"]);
  return userYaml(user, random.chance(0.6) ? `department: ${random.one(["Sales", "Support"])}\n` : "")
    .replace("status: active", `status: ${status}`)
    .replace(
      "start: 2024-02-01\n",
      `start: ${random.chance(0.3) ? someDay(random, "start") : "2024-02-01T00:00:00Z"}\n`,
    )
    .concat(status === "on-leave" ? "returnDate: 2027-01-01\n" : "")
    .concat(random.chance(0.2) || status === "terminated" ? `end: ${someDay(random, "end")}\n` : "");
}

const entitlementYaml = (id: string, tier: string): string =>
  `id: ${id}\ntitle: ${id}\ntarget: { group: ${id} }\ntier: ${tier}\nowners: ["@acme/security"]\n`;

const roleYaml = (birthright: string, entitlements: string): string =>
  `id: kit\ntitle: Kit\nowners: ["@acme/security"]\nentitlements: [${entitlements}]\n${birthright}`;
