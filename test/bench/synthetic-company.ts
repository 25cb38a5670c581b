import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Writes a company of `users` people to disk: a tenth as many groups, and for each person two direct grants and eight
 * assignments through a birthright role. Writes `access/` and `snapshot.json`, a snapshot of providers with the same access,
 * except for one missing membership for each thousand people.
 */
export function writeSyntheticCompany(root: string, users: number): void {
  const groups = Math.max(10, users / 10);
  const teams = Math.max(1, Math.floor(groups / 10));
  const write = writerInto(root);
  writePolicies(write);
  for (let group = 0; group < groups; group += 1)
    write(
      `access/entitlements/okta/g${group}.yaml`,
      `id: g${group}\ntitle: Group ${group}\ndescription: Synthetic group ${group}\ntarget: { group: Group ${group} }\ntier: low\nowners: ["@acme/security"]\n`,
    );
  for (let team = 0; team < teams; team += 1)
    write(
      `access/roles/team-${team}.yaml`,
      `id: team-${team}\ntitle: Team ${team}\nowners: ["@acme/security"]\nbirthright: { attributes.team: t${team} }\nentitlements: [${groupsOfTeam(
        team,
        groups,
      )
        .map((group) => `okta/g${group}`)
        .join(", ")}]\n`,
    );
  write(
    "access/roles/everyone.yaml",
    `id: everyone\ntitle: Everyone\nowners: ["@acme/security"]\nbirthright: { kind: [employee] }\nentitlements: [okta/account]\n`,
  );
  for (let user = 0; user < users; user += 1) {
    const manager = user === 0 ? "none" : idOf(Math.floor(user / 10));
    write(
      `access/users/${String(user % 100).padStart(2, "0")}/${idOf(user)}.yaml`,
      `id: ${idOf(user)}\nkind: employee\nstatus: active\nemployeeNumber: "${numberOf(user)}"\nname: { display: User ${user}, given: User, family: N${user} }\nemail: ${addressOf(user)}\nmanager: ${manager}\ndepartment: Department ${user % 20}\ntitle: Title ${user % 50}\nstart: 2024-02-01\nattributes: { team: t${user % teams} }\n`,
    );
    for (const group of directGroups(user, groups, teams))
      write(
        `access/grants/okta/g${group}/${idOf(user)}.yaml`,
        `user: ${idOf(user)}\nentitlement: okta/g${group}\nreason: Works on the synthetic project\n`,
      );
  }
  writeSnapshot(root, { users, groups, teams });
}

function writerInto(root: string): (path: string, text: string) => void {
  const made = new Set<string>();
  return (path, text) => {
    const file = join(root, path);
    const folder = file.slice(0, file.lastIndexOf("/"));
    if (!made.has(folder)) {
      mkdirSync(folder, { recursive: true });
      made.add(folder);
    }
    writeFileSync(file, text);
  };
}

function writePolicies(write: (path: string, text: string) => void): void {
  write(
    "access/rolecall.yaml",
    `version: 1\norganization: Acme Robotics\ndomains: [acme.example]\ntimezone: Europe/Berlin\nrootOwners: ["@acme/security"]\nteams: { "@acme/security": 4567 }\n`,
  );
  write(
    "access/systems/okta.yaml",
    `id: okta\nprovider: okta\ntitle: Okta\nowners: ["@acme/security"]\nmode: enforce\nconnection: { orgUrl: https://acme.okta.example }\naccount:\n  join: employeeNumber\n  profile: { login: email, email: email, firstName: name.given, lastName: name.family, department: department }\n`,
  );
  write(
    "access/entitlements/okta/account.yaml",
    `id: account\ntitle: Okta account\ntarget: { account: {} }\ntier: low\nowners: ["@acme/security"]\n`,
  );
  // Groups of two teams that no user holds together: rules are evaluated without findings.
  for (let rule = 0; rule < rules; rule += 1)
    write(
      `access/policies/separation-of-duties/triple-${rule}.yaml`,
      `id: triple-${rule}\ntitle: Triple ${rule}\nrisk: high\nmode: prevent\nsets:\n  everybody: [okta/account]\n  some: [okta/g${rule % 10}]\n  others: [okta/g${10 + (rule % 10)}]\natMost: 2\nowners: ["@acme/security"]\n`,
    );
}

/** The number of separation of duties rules; about fifty with the built-in rules. */
const rules = 25;
const idOf = (user: number): string => `user-${user}`;
const numberOf = (user: number): string => String(100_000 + user);
const addressOf = (user: number): string => `user.${user}@acme.example`;

function groupsOfTeam(team: number, groups: number): readonly number[] {
  return Array.from({ length: 8 }, (_, position) => (team * 10 + position) % groups);
}

/** Returns two groups outside the eight groups of the person's team. */
function directGroups(user: number, groups: number, teams: number): readonly number[] {
  const team = user % teams;
  return [(team * 10 + 8) % groups, (team * 10 + 9) % groups];
}

function writeSnapshot(
  root: string,
  { users, groups, teams }: { readonly users: number; readonly groups: number; readonly teams: number },
): void {
  const people = Array.from({ length: users }, (_, user) => user);
  const snapshot = {
    version: 1,
    at: "2026-11-21T09:00:00Z",
    systems: [
      {
        system: "okta",
        provider: "okta",
        tenant: "https://acme.okta.example",
        complete: true,
        accounts: people.map((user) => ({
          id: `00u${String(user).padStart(17, "0")}`,
          address: addressOf(user),
          join: numberOf(user),
          state: "active",
          profile: {
            login: addressOf(user),
            email: addressOf(user),
            firstName: "User",
            lastName: `N${user}`,
            department: `Department ${user % 20}`,
          },
          lastSignIn: null,
        })),
        groups: Array.from({ length: groups }, (_, group) => ({
          id: `00g${String(group).padStart(17, "0")}`,
          name: `Group ${group}`,
          type: "OKTA_GROUP",
          profile: { description: `Synthetic group ${group}` },
          settings: null,
          ruleFed: false,
        })),
        memberships: people.flatMap((user) => {
          const held = [...groupsOfTeam(user % teams, groups), ...directGroups(user, groups, teams)];
          return held.slice(user % 1000 === 0 ? 1 : 0).map((group) => ({
            group: `00g${String(group).padStart(17, "0")}`,
            account: `00u${String(user).padStart(17, "0")}`,
            address: null,
            role: "member",
          }));
        }),
        appAssignments: [],
        adminRoles: [],
        licenses: [],
      },
    ],
  };
  writeFileSync(join(root, "snapshot.json"), JSON.stringify(snapshot));
}
