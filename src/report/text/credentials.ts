import type { CheckedRight, InspectedCredential, RateLimit } from "../../model/credential-report.ts";
import { forTerminal } from "../escape.ts";

/** The credential of one system. */
export interface SystemCredential extends InspectedCredential {
  readonly system: string;
  readonly mode: "observe" | "add-only" | "enforce";
}

/** Returns, for each system, the identity, its scopes and roles, and one line for each right that it needs and each limit. */
export function renderCredentials(credentials: readonly SystemCredential[]): string {
  return credentials.map(textOf).join("\n");
}

function textOf({ system, mode, identity, tenant, roles, scopes, rights, limits }: SystemCredential): string {
  const lines = [
    `${system} (mode ${mode}${tenant === null ? "" : `, tenant ${tenant}`})`,
    `  Identity: ${identity}`,
    `  Roles:    ${listOf(roles)}`,
    ...(scopes === null ? [] : ["  Scopes:", ...scopes.map((scope) => `    ${scope}`)]),
    "  Rights:",
    ...rights.flatMap((right) => rightLines(right, mode)),
    ...(limits.length === 0 ? [] : ["  Limits, in requests a minute:", ...limits.map(limitLine)]),
  ];
  return `${lines.map(forTerminal).join("\n")}\n`;
}

const limitLine = ({ bucket, perMinute, isAnnounced, used }: RateLimit): string =>
  `    ${bucket}: ${perMinute}${isAnnounced ? "" : " (assumed, not announced)"}, of which Rolecall uses ${used}`;

const listOf = (roles: readonly string[] | null): string =>
  roles === null ? "not shown to this credential" : roles.length === 0 ? "none" : roles.join(", ");

function rightLines(right: CheckedRight, mode: SystemCredential["mode"]): readonly string[] {
  const { state, purpose, scope, role, reason } = right;
  const optional = state !== "present" && !isNeeded(right, mode) ? " (not needed in mode observe)" : "";
  const line = `    ${state.padEnd(7)} ${purpose}${optional}`;
  if (state === "present") return [line];
  const why = reason === null ? [] : [`      ${reason}`];
  return [line, ...why, `      Needs ${role}, and the scope`, `      ${scope}`];
}

/** Returns whether a system in this mode needs the right: only a system that is written to needs to write. */
export const isNeeded = ({ access }: CheckedRight, mode: SystemCredential["mode"]): boolean =>
  access === "read" || mode !== "observe";

/** Returns whether a needed right is missing, or one to read could not be determined. */
export const isIncomplete = ({ rights, mode }: SystemCredential): boolean =>
  rights.some(
    (right) =>
      isNeeded(right, mode) && (right.state === "missing" || (right.state === "unknown" && right.access === "read")),
  );
