import type { AccessModel, EntitlementRef, User } from "../../model/documents.ts";
import { stateOf } from "../../model/lifecycle.ts";
import { formatInstant, type Instant } from "../../model/instant.ts";
import { findingAt, type Problem, type Report } from "../problems.ts";
import { targetText } from "../../model/grant-target.ts";
import { endText } from "../../model/instant-text.ts";

const day = 24 * 3_600_000;

/** Reports grants of a role to a kind it does not allow, grants of retired entitlements, expired grants, and grants of leavers. */
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
    const role = model.roles.get(target.role);
    const user = model.users.get(id);
    const kinds = role?.allowKinds ?? null;
    if (role === undefined || user === undefined || kinds === null || kinds.includes(user.kind)) continue;
    const problem: Problem = {
      code: "role/kind-not-allowed",
      message: `The role ${role.id} is not allowed for ${user.id}: expected kind ${kinds.join(", ")}, got ${user.kind}.`,
      remedy: "Grant a different role, or ask the role's owners to add the kind to `allowKinds`.",
    };
    report(findingAt(problem, { file, field: ["role"], user: user.id }));
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
