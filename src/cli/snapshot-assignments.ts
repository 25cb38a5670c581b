import type { SnapshotDocument } from "../formats/answers.generated.ts";
import { licenseName } from "../model/assignable.ts";
import type { ObservedAssignable, ObservedDirectAssignment } from "../model/direct-assignment.ts";
import type { ObservedSystem } from "../model/observation.ts";

type RecordedSystem = SnapshotDocument["systems"][number];
type Recorded = Pick<RecordedSystem, "assignables" | "appAssignments" | "adminRoles" | "licenses">;
type Assignments = Pick<ObservedSystem, "assignables" | "directAssignments" | "unreadDirectAssignments">;

/** Returns the direct assignments of a system in the snapshot format: the declared objects, and a list of each kind. */
export function recordedAssignments({
  assignables,
  directAssignments = [],
  unreadDirectAssignments = {},
}: ObservedSystem) {
  const nameOf = new Map((assignables ?? []).map(({ kind, id, name }) => [`${kind} ${id}`, name]));
  const ofKind = (wanted: ObservedDirectAssignment["kind"]) =>
    directAssignments.flatMap((one) =>
      one.kind === wanted ? [{ ...one, name: nameOf.get(`${one.kind} ${one.target}`) ?? one.target }] : [],
    );
  return {
    ...(assignables === undefined
      ? {}
      : {
          assignables: assignables.map(({ kind, id, name, otherAssignments }) => ({
            kind,
            id,
            name,
            unread: unreadDirectAssignments[id] ?? null,
            ...(otherAssignments !== undefined && { otherAssignments }),
          })),
        }),
    appAssignments: ofKind("app").map(({ target, name, account, profile }) => ({
      app: target,
      label: name,
      account,
      group: null,
      profile: profile ?? {},
    })),
    adminRoles: ofKind("adminRole").map(({ account, name, target, id }) => ({
      account,
      role: name,
      roleId: target,
      assignment: id,
    })),
    licenses: ofKind("license").map(({ account, target }) => ({ account, ...licenseParts(target) })),
  };
}

/** Returns the direct assignments that a snapshot has; empty where no object was declared when it was recorded. */
export function assignmentsIn({ assignables, appAssignments, adminRoles, licenses }: Recorded): Assignments {
  if (assignables === undefined) return {};
  const unread = assignables.flatMap(({ id, unread: reason }) => (reason === null ? [] : [[id, reason] as const]));
  const idOfRole = new Map(assignables.flatMap(({ kind, id, name }) => (kind === "adminRole" ? [[name, id]] : [])));
  return {
    assignables: assignables.map(({ kind, id, name, otherAssignments }): ObservedAssignable => ({
      kind,
      id,
      name,
      ...(otherAssignments !== undefined && { otherAssignments }),
    })),
    directAssignments: [
      ...appAssignments.flatMap(({ app, account, profile }): readonly ObservedDirectAssignment[] =>
        account === null ? [] : [{ kind: "app", target: app, account, id: null, profile }],
      ),
      ...adminRoles.map(({ account, role, roleId, assignment }): ObservedDirectAssignment => ({
        kind: "adminRole",
        target: roleId ?? idOfRole.get(role) ?? role,
        account,
        id: assignment ?? null,
        profile: null,
      })),
      ...licenses.map(({ account, product, sku }): ObservedDirectAssignment => ({
        kind: "license",
        target: licenseName({ product, sku }),
        account,
        id: null,
        profile: null,
      })),
    ],
    unreadDirectAssignments: Object.fromEntries(unread),
  };
}

/** Splits the id of a licence, `product/sku`. */
function licenseParts(id: string): { readonly product: string; readonly sku: string } {
  const slash = id.indexOf("/");
  return { product: id.slice(0, slash), sku: id.slice(slash + 1) };
}
