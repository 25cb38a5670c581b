import { OperationalError } from "../diagnostics/user-error.ts";
import { resolve } from "node:path";
import type { Instant } from "../model/instant.ts";
import type { Checked } from "./check.ts";
import { resolveCommit } from "../git/commit-source.ts";
import type { CliEnvironment } from "../cli/environment.ts";
import { checkRoot } from "../cli/inputs.ts";

/** A git revision that something is compared with: its full hash, and its files, judged. */
export interface Base {
  readonly commit: string;
  readonly checked: Checked;
}

interface Where {
  readonly root: string;
}

/**
 * The full hash of a revision in the repository of `root`.
 * @throws OperationalError when git does not know it
 */
export async function commitOf({ root }: Where, revision: string, environment: CliEnvironment): Promise<string> {
  try {
    return await resolveCommit(resolve(environment.cwd, root), revision);
  } catch (problem) {
    throw new OperationalError(problem instanceof Error ? problem.message : String(problem));
  }
}

/** The files of a revision, judged at the instant; they may have errors. */
export async function baseOf(
  where: Where & { readonly base: string; readonly at: Instant },
  environment: CliEnvironment,
): Promise<Base> {
  const commit = await commitOf(where, where.base, environment);
  return { commit, checked: await checkRoot({ root: where.root, commit }, environment, where.at) };
}

/**
 * The same, for what compares who has what: that needs files without errors.
 * @throws OperationalError naming the revision whose files have errors
 */
export async function soundBaseOf(
  where: Where & { readonly base: string; readonly at: Instant },
  environment: CliEnvironment,
): Promise<Base> {
  const base = await baseOf(where, environment);
  if (base.checked.resolved === null)
    throw new OperationalError(
      `the files at ${where.base} (${base.commit}) have errors, so what changed since cannot be said. Leave --base out, or name a commit whose files are right.`,
    );
  return base;
}
