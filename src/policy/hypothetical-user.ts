import type { Scalar, Source, User, UserId, UserKind, UserStatus } from "../model/documents.ts";

const kinds: readonly UserKind[] = ["employee", "contractor", "vendor", "partner", "service"];
const statuses: readonly UserStatus[] = ["active", "on-leave", "terminated"];

/**
 * Returns a user who does not exist, with only these fields. Kind and status default to an active employee. No grant can name
 * the user, so access comes from birthright only. `position` makes the id unique.
 */
export function hypotheticalUser(attributes: ReadonlyMap<string, Scalar>, source: Source, position: number): User {
  const text = (field: string): string | null => {
    const value = attributes.get(field);
    return typeof value === "string" ? value : null;
  };
  return {
    source,
    // No file can have this id: it has characters that are not allowed in ids.
    id: `(given ${position})` as UserId,
    kind: kinds.find((kind) => kind === attributes.get("kind")) ?? "employee",
    status: statuses.find((status) => status === attributes.get("status")) ?? "active",
    employeeNumber: "",
    previousNumbers: [],
    name: { display: "", given: "", family: "" },
    email: "",
    aliases: [],
    externalIn: [],
    github: null,
    manager: text("manager") as UserId | null,
    department: text("department"),
    title: text("title"),
    location: text("location"),
    start: null,
    preboarding: false,
    end: null,
    legalHold: false,
    sponsor: null,
    owners: [],
    purpose: null,
    attributes: new Map(
      [...attributes].flatMap(([field, value]) =>
        field.startsWith("attributes.") ? [[field.slice("attributes.".length), value] as const] : [],
      ),
    ),
  };
}
