import type { ObserveScope } from "../../../src/ports/access.ts";
import { googleCandidate } from "../../contract/google-subject.ts";
import type { GoogleSubject as Subject } from "../../contract/started-google.ts";
import { scopeFor, type World } from "../../contract/world.ts";

/** A tenant with licences and administrator roles. */
export const world: World = {
  accounts: [
    { name: "ada", number: "1" },
    { name: "bob", number: "2", state: "suspended" },
    { name: "eve", number: "3" },
  ],
  groups: [{ name: "Admins", members: ["eve"] }],
};
export const plus = "Google-Apps/1010020020";
export const starter = "Google-Apps/1010020028";
export const automatic = "101031/1010310008";
export const contractors = "Contractor Admin";
export const serviceAccount = "987654321098765432109";
export const seed = {
  licenses: [
    { product: "Google-Apps", sku: "1010020020", seats: 2, users: ["ada@acme.example", "bob@acme.example"] },
    { product: "Google-Apps", sku: "1010020028", users: [] },
    { product: "101031", sku: "1010310008", isAutomatic: true, users: ["ada@acme.example"] },
  ],
  roles: [
    {
      roleName: contractors,
      assignments: [
        { assignee: "ada@acme.example" },
        { assignee: "bob@acme.example", orgUnit: "/Staff" },
        { assignee: "admins@acme.example" },
        { assignee: "eve@acme.example", condition: "resource.type == 'x'" },
        { assignee: serviceAccount },
      ],
    },
  ],
};
export const scope = (...assignables: NonNullable<ObserveScope["assignables"]>): ObserveScope => ({
  ...scopeFor(googleCandidate),
  assignables,
});
export const license = (name: string) => ({ kind: "license", name }) as const;
export const adminRole = (name: string) => ({ kind: "adminRole", name }) as const;
export const idOf = ({ truth }: Subject, name: string): string => truth.account(`${name}@acme.example`)?.id ?? "";
export const roleId = ({ state }: Subject): string => state.roleAssignmentsOf(contractors)[0]?.roleId ?? "";
export const assignmentOf = ({ state }: Subject, assignee: string): string =>
  state.roleAssignmentsOf(contractors).find(({ assignedTo }) => assignedTo === assignee)?.roleAssignmentId ?? "";
export const sent = ({ wire }: Subject, path: RegExp): readonly string[] =>
  (wire?.requests() ?? []).flatMap((request) => (path.test(request.path) ? [`${request.method} ${request.path}`] : []));
export const licensing = /^\/apps\/licensing\//;
export const rolePaths = /\/role(s|assignments)/;
export const readingScopes = ["user", "group"].map((name) => `https://www.googleapis.com/auth/admin.directory.${name}`);

export function assignment(more: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return { userId: "gone@acme.example", productId: "Google-Apps", skuId: "1010020020", ...more };
}

export function strangers(count: number): readonly Readonly<Record<string, string>>[] {
  return Array.from({ length: count }, (_, n) => assignment({ userId: `x${n}@acme.example` }));
}
