import { expect, it } from "vitest";
import { assignmentsIn } from "../../src/cli/snapshot-assignments.ts";
import { snapshotOf } from "../../src/cli/snapshot.ts";
import { schemaProblems } from "../../src/formats/validators.ts";
import type { ObservedSystem } from "../../src/model/observation.ts";
import { aGoogle, anOkta, complete, type ObservedBuilder } from "../support/observed.ts";

/** Writes a snapshot of the system, checks it against the schema, and reads the assignments back. */
function readBack(builder: ObservedBuilder) {
  const snapshot = snapshotOf([builder.build()], "2026-12-01T09:00:00Z");
  expect(schemaProblems("snapshot", snapshot)).toEqual([]);
  const [system] = snapshot.systems;
  if (system === undefined) throw new Error("the system was lost");
  return assignmentsIn(JSON.parse(JSON.stringify(system)) as Parameters<typeof assignmentsIn>[0]);
}

const assignmentsOf = ({ assignables, directAssignments, unreadDirectAssignments }: ObservedSystem) => ({
  assignables,
  directAssignments,
  unreadDirectAssignments,
});

it("reads back apps with their profiles, roles with the ids of their assignments, and what was not read", () => {
  const okta = anOkta()
    .account("ada")
    .assignable("app", "Payroll")
    .assigned("app", "Payroll", "ada", { profile: { team: "Sales" } })
    .assignable("adminRole", "USER_ADMIN")
    .assigned("adminRole", "USER_ADMIN", "ada")
    .assignable("app", "Unread")
    .withoutHoldersOf("app", "Unread");
  expect(readBack(okta)).toEqual(assignmentsOf(okta.build().observed));
});

it("reads back licences", () => {
  const name = "Google-Apps/1010020027";
  const google = aGoogle()
    .account("ada")
    .assignable("license", name, { id: name })
    .assigned("license", name, "ada", { target: name });
  expect(readBack(google)).toEqual(assignmentsOf(google.build().observed));
});

it("reads back the number of assignments that are not managed", () => {
  const google = aGoogle().assignable("adminRole", "Contractor Admin", { otherAssignments: 3 });
  expect(readBack(google).assignables).toMatchObject([{ name: "Contractor Admin", otherAssignments: 3 }]);
});

it("does not read an object that was not declared as one without holders", () => {
  const { assignables, directAssignments, ...observed } = anOkta().build().observed;
  expect([assignables, directAssignments]).toEqual([[], []]);
  const [system] = snapshotOf([complete(observed)], "2026-12-01T09:00:00Z").systems;
  if (system === undefined) throw new Error("the system was lost");
  expect(assignmentsIn(system)).toEqual({});
});
