import type { AssignmentPath } from "../../model/assignment.ts";
import type { EntitlementRef, UserId } from "../../model/documents.ts";
import { assignmentsOfUser } from "../../model/effective.ts";
import { type Instant, type Interval, mergeIntervals } from "../../model/instant.ts";
import type { AnswerPath } from "../../model/queries.ts";
import type { ResolvedModel } from "../../model/resolved-model.ts";
import type { Workspace } from "../../ports/workspace.ts";
import { checkWorkspace } from "../read-tree.ts";
import type { GrantHistory } from "./grant-starts.ts";

/** The maximum number of commits whose files are read for one answer. */
const maxCommits = 250;

/** The files that decide about access by a role, besides those of the user. */
const sharedPaths = ["access/roles", "access/entitlements", "access/systems", "access/rolecall.yaml"] as const;

/** Access by a role: of which user, to which entitlement, and by which role. */
export interface RoleAccess {
  readonly user: UserId;
  readonly entitlement: EntitlementRef;
  readonly kind: AnswerPath["kind"];
  readonly role: string;
}

/**
 * Returns since when the files of the default branch give access by a role, without an interruption up to `at`; null: not
 * known, because this clone does not have the history, the access is not merged, or a commit has files with errors.
 * A birthright follows from the user's and the role's files, so its begin is the first commit at which both gave it.
 * @param history null: this clone does not have it
 */
export async function heldSince(
  access: RoleAccess,
  at: Instant,
  { history, workspace }: { readonly history: GrantHistory | null; readonly workspace: Workspace },
): Promise<Instant | null> {
  const commits = history === null ? [] : await commitsToRead(history, { at, user: access.user }, workspace);
  if (commits.length === 0 || commits.length > maxCommits) return null;
  let held: Instant | null = null;
  for (const { commit, mergedAt } of commits.toReversed()) {
    const until = held ?? at;
    const { resolved } = await checkWorkspace(workspace, until, commit);
    if (resolved === null) return null;
    // An interval is half-open: access up to the next commit is access in the instant before it.
    const last = held === null ? until : until - 1;
    const interval = intervalsIn(resolved, access).find((one) => covers(one, last));
    if (interval === undefined) return held;
    if (interval.from !== null && interval.from > mergedAt) return interval.from;
    held = mergedAt;
  }
  return held;
}

/** Returns the commits up to `at` that can change access, from the first one with `access/rolecall.yaml`; oldest first. */
async function commitsToRead(
  { tip, line }: GrantHistory,
  { at, user }: { readonly at: Instant; readonly user: UserId },
  { git }: Workspace,
) {
  const [first] = await git.fileVersions({ path: "access/rolecall.yaml", tip, last: null });
  const begin = line.findIndex(({ commit }) => commit === first?.commit);
  const end = line.findIndex(({ commit }) => commit === tip);
  if (begin === -1 || end === -1) return [];
  const own = ["access/users", "access/grants"].map((folder) => `${folder}/**/${user}.yaml`);
  const changing = new Set(await git.commitsChanging({ paths: [...sharedPaths, ...own], tip }));
  return line
    .slice(begin, end + 1)
    .filter(({ commit, mergedAt }, position) => mergedAt <= at && (position === 0 || changing.has(commit)));
}

function intervalsIn({ index }: ResolvedModel, { user, entitlement, kind, role }: RoleAccess): readonly Interval[] {
  const isOwn = (path: AssignmentPath): boolean => path.kind === kind && path.role === role && !path.eligible;
  const paths = assignmentsOfUser(index, user)
    .filter((one) => one.entitlement === entitlement)
    .flatMap((one) => one.paths.filter(isOwn));
  return mergeIntervals(paths.map(({ interval }) => interval));
}

const covers = ({ from, until }: Interval, at: Instant): boolean =>
  (from === null || from <= at) && (until === null || until > at);
