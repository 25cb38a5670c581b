import type { Place } from "../../diagnostics/finding.ts";
import type { AccessModel, EntitlementRef, RoleId, User, UserKind } from "../../model/documents.ts";
import { stateOf } from "../../model/lifecycle.ts";
import { formatInstant, type Instant } from "../../model/instant.ts";
import { findingAt, type Problem, type Report } from "../problems.ts";
import { targetText } from "../../model/grant-target.ts";
import { closeRoles } from "../../model/role-closure.ts";
import { selectsUser } from "../../model/selector.ts";
import { endText } from "../../model/instant-text.ts";

const day = 24 * 3_600_000;

/** Reports roles given to a kind they do not allow (by grant, inclusion or birthright), grants of retired entitlements, expired grants, and grants of leavers. */
export function checkGrants(model: AccessModel, at: Instant, report: Report): void {
  const { timezone } = model.organization;
  for (const { source, user: id, target, expires } of model.grants) {
    const { file } = source;
    if (expires !== null && expires <= at)
      report(expired({ file, what: `The grant of ${targetText(target)} to ${id}`, expires, timezone, user: id }));
    else if (isLeaver(model.users.get(id), at)) report(ofLeaver({ file, what: targetText(target), user: id }));
    if (target.kind === "entitlement") {
      retired(model, target.entitlement, { file, field: ["entitlement"], report });
      continue;
    }
    const user = model.users.get(id);
    if (user !== undefined) reportKinds(model, { user, role: target.role, place: { file, field: ["role"] }, report });
  }
  checkBirthrightKinds(model, report);
}

/** Reports roles that a birthright role gives, by itself or by inclusion, to a user of a kind that they do not allow. */
function checkBirthrightKinds(model: AccessModel, report: Report): void {
  for (const { id, birthright, source } of model.roles.values()) {
    const isLimited = closeRoles(model)
      .rolesOf(id)
      .some(({ role }) => (model.roles.get(role)?.allowKinds ?? null) !== null);
    if (birthright === null || !isLimited) continue;
    const kinds = new Set<UserKind>();
    for (const user of model.users.values()) {
      // One finding for each kind: every user of it is affected.
      if (kinds.has(user.kind) || !selectsUser(birthright, user)) continue;
      kinds.add(user.kind);
      reportKinds(model, { user, role: id, place: { file: source.file, field: ["birthright"] }, report });
    }
  }
}

/** Reports the roles that holding `role` gives and that do not allow the user's kind. */
function reportKinds(
  model: AccessModel,
  {
    user,
    role,
    place,
    report,
  }: { readonly user: User; readonly role: RoleId; readonly place: Place; readonly report: Report },
): void {
  for (const { role: reached } of closeRoles(model).rolesOf(role)) {
    const kinds = model.roles.get(reached)?.allowKinds ?? null;
    if (kinds === null || kinds.includes(user.kind)) continue;
    const included = reached === role ? "" : `, which the role ${role} includes,`;
    const problem: Problem = {
      code: "role/kind-not-allowed",
      message: `The role ${reached}${included} is not allowed for ${user.id}: expected kind ${kinds.join(", ")}, got ${user.kind}.`,
      remedy:
        place.field[0] === "birthright"
          ? "Narrow `birthright:` to the allowed kinds, or ask the role's owners to add the kind to `allowKinds`."
          : "Grant a different role, or ask the role's owners to add the kind to `allowKinds`.",
    };
    report(findingAt(problem, { ...place, user: user.id }));
  }
}

/** Reports retired entitlements in roles, nested groups and separation-of-duties rules. */
export function checkRetired(model: AccessModel, report: Report): void {
  const each = (refs: readonly EntitlementRef[], file: string, field: string): void => {
    for (const [index, ref] of refs.entries()) retired(model, ref, { file, field: [field, index], report });
  };
  for (const role of model.roles.values()) each(role.entitlements, role.source.file, "entitlements");
  for (const { source, nests, status } of model.entitlements.values())
    if (status === "active") each(nests, source.file, "nests");
  for (const { source, sets } of model.separationOfDuties)
    for (const [set, members] of sets)
      for (const [index, member] of members.entries())
        if (member.kind === "entitlement")
          retired(model, member.entitlement, { file: source.file, field: ["sets", set, index], report });
}

/** Reports overrides that have expired or that last longer than 24 hours. */
export function checkOverrides(model: AccessModel, at: Instant, report: Report): void {
  const { timezone } = model.organization;
  for (const { source, guard, expires } of model.overrides) {
    const { file } = source;
    if (expires <= at) report(expired({ file, what: `The override of ${guard}`, expires, timezone }));
    else if (expires > at + day)
      report(
        findingAt(
          {
            code: "time/too-far",
            message: `The override of ${guard} lasts too long: expected an end within 24 hours, got ${endText(expires, timezone)}.`,
            remedy: `Write an end no later than ${formatInstant(at + day)}.`,
          },
          { file, field: ["expires"] },
        ),
      );
  }
}

function retired(
  model: AccessModel,
  ref: EntitlementRef,
  {
    file,
    field,
    report,
  }: { readonly file: string; readonly field: readonly (string | number)[]; readonly report: Report },
): void {
  if (model.entitlements.get(ref)?.status !== "retired") return;
  const problem: Problem = {
    code: "entitlement/retired",
    message: `The entitlement ${ref} is retired and gives no access.`,
    remedy: "Remove this reference.",
  };
  report(findingAt(problem, { file, field, severity: "warning" }));
}

const isLeaver = (user: User | undefined, at: Instant): boolean =>
  user !== undefined && stateOf(user, at) === "terminated";

function ofLeaver({ file, what, user }: { readonly file: string; readonly what: string; readonly user: string }) {
  return findingAt(
    {
      code: "grant/terminated-user",
      message: `The grant of ${what} to ${user} has no effect, because ${user} left. It takes effect again if ${user} returns.`,
      remedy: `Remove the grant of ${user}. After a return, request the access again.`,
    },
    { file, field: ["user"], severity: "warning", user },
  );
}

function expired({
  file,
  what,
  expires,
  timezone,
  user,
}: {
  readonly file: string;
  readonly what: string;
  readonly expires: Instant;
  readonly timezone: string;
  readonly user?: string;
}) {
  return findingAt(
    {
      code: "time/already-expired",
      message: `${what} expired at ${endText(expires, timezone)} and has no effect.`,
      remedy: "Remove the file, or request the access again with a new end.",
    },
    { file, field: ["expires"], severity: "warning", ...(user === undefined ? {} : { user }) },
  );
}
