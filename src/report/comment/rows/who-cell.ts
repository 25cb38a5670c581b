import type { User, UserId, UserKind } from "../../../model/documents.ts";
import { counted } from "../../../support/counted.ts";
import type { ChangeFacts } from "../../diff/diff.ts";
import { nameOf } from "../../diff/names.ts";
import { forMarkdown, sentenceForMarkdown } from "../../escape.ts";
import { type ChangeRow, usersOf } from "./change-rows.ts";
import { isPrivilegedGain, lineBreak, type RowContext } from "./row-text.ts";

/** The maximum number of users that a cell names where all of them have the same change. */
const namedUsers = 3;
/** The same for additional access of tier high or critical. */
const namedPrivilegedUsers = 8;

const kinds: Readonly<Record<UserKind, string | null>> = {
  employee: null,
  contractor: "contractor",
  vendor: "vendor",
  partner: "partner",
  service: "service account",
};

/** Returns the users whom a row is about: name, id, title and department of one user, or the number and the first names. */
export function whoCell(row: ChangeRow, { facts }: RowContext): string {
  const users = row.kind === "person" ? [row.user] : usersOfRow(row);
  const [only, ...others] = users;
  if (only === undefined) return "–";
  if (others.length === 0) return personText(only, facts);
  const isPrivileged = row.access.some(isPrivilegedGain);
  const limit = isPrivileged ? namedPrivilegedUsers : namedUsers;
  const fit = users.length <= limit + 1;
  // A few names of many show nothing about a role. The list of access changes has all of them.
  const shown = fit ? users : isPrivileged ? users.slice(0, limit) : [];
  const rest = users.length - shown.length;
  return [
    `**${counted(users.length, "user")}**`,
    ...shown.map((user) => nameWithId(user, facts)),
    ...(rest === 0 ? [] : shown.length === 0 ? [namesElsewhere(row)] : [`and ${rest} more`]),
  ].join(lineBreak);
}

const namesElsewhere = ({ kind }: ChangeRow): string =>
  kind === "approval" ? "named under the reasons for the approvals" : "named under the access changes";

function usersOfRow(row: ChangeRow): readonly UserId[] {
  if (row.kind !== "approval") return usersOf(row);
  return [...new Set(row.approvals.flatMap(({ about: { user } }) => (user === null ? [] : [user])))];
}

function personText(user: UserId, facts: ChangeFacts): string {
  const sides = facts.people.get(user);
  const job = jobText(sides?.after ?? sides?.before ?? null);
  return [nameWithId(user, facts, "**"), ...(job === "" ? [] : [job])].join(lineBreak);
}

function nameWithId(user: UserId, facts: ChangeFacts, strong = ""): string {
  const name = nameOf(user, facts);
  return name === user
    ? forMarkdown(user)
    : `${strong}${sentenceForMarkdown(name)}${strong}${strong === "" ? " " : lineBreak}${forMarkdown(user)}`;
}

/** Returns the title, the department and the kind of a user who is not an employee. */
export function jobText(user: User | null): string {
  if (user === null) return "";
  const kind = kinds[user.kind];
  const parts = [user.title, user.department].filter((part) => part !== null).map(sentenceForMarkdown);
  return [...parts, ...(kind === null ? [] : [kind])].join(", ");
}
