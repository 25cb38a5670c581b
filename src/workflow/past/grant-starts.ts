import { type GrantTerms, grantTermsIn } from "../../load/grant-terms.ts";
import { type ZonedTime, zonedTime } from "../../load/zoned-time.ts";
import type { Grant } from "../../model/documents.ts";
import type { Instant } from "../../model/instant.ts";
import { resolveAssignments } from "../../model/effective.ts";
import type { ResolvedModel } from "../../model/resolved-model.ts";
import type { FileVersion, GitReader } from "../../ports/git.ts";
import type { MergedCommit } from "./merged-line.ts";

/** The history in which the grants are looked up. */
export interface GrantHistory {
  readonly tip: string;
  /** The first-parent line up to the tip or beyond it. */
  readonly line: readonly MergedCommit[];
}

export interface DatedModel {
  readonly resolved: ResolvedModel;
  /** Files of the grants without `starts` whose merge is not known: they begin with the user. */
  readonly unknown: ReadonlySet<string>;
}

/**
 * Returns the model in which each of these grants without `starts` begins when its commit was merged. A grant that the
 * history does not have, or that was merged after the instant of evaluation, stays as it is.
 * @param history null: this clone does not have it
 */
export async function withGrantStarts(
  resolved: ResolvedModel,
  grants: readonly Grant[],
  history: GrantHistory | null,
  git: Pick<GitReader, "versionsOfFiles">,
): Promise<DatedModel> {
  const { model, at } = resolved;
  const files = grants.flatMap(({ starts, source }) => (starts === null ? [source.file] : []));
  const time = zonedTime(model.organization.timezone);
  if (files.length === 0 || history === null || time === undefined) return { resolved, unknown: new Set(files) };
  const versions = await git.versionsOfFiles({ paths: files, tip: history.tip });
  const mergedAt = new Map(history.line.map((one) => [one.commit, one.mergedAt]));
  const starts = new Map<string, Instant>();
  for (const file of files) {
    const begin = beginOf(datedTerms(file, versions.get(file) ?? [], mergedAt, time));
    if (begin !== null && begin <= at) starts.set(file, begin);
  }
  const dated = model.grants.map((grant) => ({ ...grant, starts: starts.get(grant.source.file) ?? grant.starts }));
  const datedModel = { ...model, grants: dated };
  const users = new Set(grants.flatMap(({ user }) => model.users.get(user) ?? []));
  const index = resolveAssignments(datedModel, { users });
  return {
    resolved: {
      ...resolved,
      model: datedModel,
      index: { ...index, byUser: new Map([...resolved.index.byUser, ...index.byUser]) },
    },
    unknown: new Set(files.filter((file) => !starts.has(file))),
  };
}

/** One version of a grant's file. */
export interface DatedTerms {
  readonly mergedAt: Instant;
  /** Null: the version does not have the file, or it cannot be read. */
  readonly terms: GrantTerms | null;
}

function datedTerms(
  file: string,
  versions: readonly FileVersion[],
  mergedAt: ReadonlyMap<string, Instant>,
  time: ZonedTime,
): readonly DatedTerms[] {
  return versions.flatMap(({ commit, bytes }) => {
    const at = mergedAt.get(commit);
    return at === undefined ? [] : [{ mergedAt: at, terms: bytes === null ? null : grantTermsIn(file, bytes, time) }];
  });
}

/**
 * Returns since when the last version of a grant gives access without an interruption; null: it does not. An interruption is
 * a version without the file, an expiry before the next version, a later start, or an eligible grant.
 * @param versions oldest first
 */
export function beginOf(versions: readonly DatedTerms[]): Instant | null {
  let begin: Instant | null = null;
  let expired: Instant | null = null;
  for (const { mergedAt, terms } of versions) {
    // The version before has not begun, or has expired before this one.
    if (begin !== null && (begin > mergedAt || (expired !== null && expired < mergedAt))) begin = null;
    if (terms === null || terms.eligible || (terms.expires !== null && terms.expires <= mergedAt)) begin = null;
    else if (terms.starts !== null && terms.starts > mergedAt) begin = terms.starts;
    else begin ??= mergedAt;
    expired = terms?.expires ?? null;
  }
  return begin;
}
