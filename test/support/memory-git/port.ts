import { OperationalError } from "../../../src/diagnostics/user-error.ts";
import { isComparedByBytes } from "../../../src/git/content-between.ts";
import type { Tree } from "../../../src/load/tree.ts";
import type {
  DatedCommit,
  EmptyCommit,
  FileVersion,
  GitReader,
  GitWriter,
  LineCommit,
} from "../../../src/ports/git.ts";
import { compareText, sortedBy } from "../../../src/support/compare.ts";
import {
  type Edit,
  ancestry,
  blobOf,
  commitOf,
  differingPaths,
  edited,
  type Files,
  mergeBase,
  mergedFiles,
  type StoredCommit,
} from "./objects.ts";
import { addCommit, copyHistory, hashOf, type RepositoryState } from "./state.ts";

/** Returns the git port of a repository in memory, for the folder with this prefix (empty, or with a trailing slash). */
export function portOf(state: RepositoryState, prefix: string): GitReader & GitWriter {
  const { commits, refs, remotes, settings } = state;
  const resolved = (revision: string): string => {
    const hash = hashOf(state, revision);
    if (hash !== null && commits.has(hash)) return hash;
    throw new OperationalError(
      `git does not know the commit "${revision}": check the spelling, or fetch it (git fetch origin)`,
    );
  };
  /** Returns the commit. Throws this error when there is none. */
  const commitFor = (question: string, hash: string): StoredCommit => {
    const commit = commits.get(hashOf(state, hash) ?? "");
    if (commit === undefined) throw new OperationalError(`${question}: fatal: bad object ${hash}`);
    return commit;
  };
  const mergeBaseOf = (left: string, right: string): string | null => mergeBase(commits, left, right);
  const onNewBranch = ({ parent, branch, message }: EmptyCommit, edit: Edit): string => {
    const { files } = commitFor("git ls-tree failed", parent);
    const ref = `refs/heads/${branch}`;
    if (refs.has(ref)) throw new OperationalError(`git update-ref failed: fatal: cannot lock ref '${ref}'`);
    const commit = addCommit(state, { files: edited(files, edit), message, parents: [parent] });
    refs.set(ref, commit);
    return commit;
  };
  return {
    prefix: async () => prefix,
    resolveCommit: async (revision) => resolved(revision),
    readTree: async (revision) => treeBelow(commitFor("git cannot read the files", resolved(revision)).files, prefix),
    treeOf: async (commit) => commitFor(`git cannot read the commit ${commit}`, commit).tree,
    async committedAt(commit) {
      return commitFor(`git cannot read the commit ${commit}`, commit).committedAt;
    },
    async changedFiles({ base, head }) {
      const question = "git cannot list the files of the change";
      const before = commitFor(question, base).files;
      const after = head === null ? state.files : commitFor(question, head).files;
      return differingPaths(before, after)
        .map((path) => relativeTo(prefix, path))
        .sort(compareText);
    },
    async contentBetween(base, head) {
      const question = "git cannot compare the other files of the change";
      const [before, after] = [commitFor(question, base).files, commitFor(question, head).files];
      return differingPaths(before, after)
        .filter((path) => isComparedByBytes(path, prefix))
        .map((path) => {
          const text = after.get(path);
          const [mode, blob] = text === undefined ? ["000000", "0".repeat(40)] : ["100644", blobOf(text)];
          return [path, mode, blob].join("\0");
        })
        .sort(compareText)
        .join("\n");
    },
    lineSince: async (since, tip) => lineSince(state, since, tip),
    fileVersions: async ({ path, from = "folder", tip, last }) =>
      versionsOf(state, from === "root" ? path : `${prefix}${path}`, { tip: resolved(tip), last }),
    async versionsOfFiles({ paths, tip }) {
      const all = paths.map(
        (path) => [path, versionsOf(state, `${prefix}${path}`, { tip: resolved(tip), last: null })] as const,
      );
      return new Map(all.filter(([, versions]) => versions.length > 0));
    },
    async commitsChanging({ paths, tip }) {
      const found: string[] = [];
      const isBelow = (path: string): boolean =>
        paths.some((one) => {
          const [folder, name] = one.split("/**/");
          const isIn = path === `${prefix}${one}` || path.startsWith(`${prefix}${folder}/`);
          return isIn && (name === undefined || path.endsWith(`/${name}`));
        });
      for (let next = commits.get(resolved(tip)); next !== undefined; next = commits.get(next.parents[0] ?? "")) {
        const before = commits.get(next.parents[0] ?? "")?.files ?? new Map<string, string>();
        if (differingPaths(before, next.files).some(isBelow)) found.unshift(next.hash);
      }
      return found;
    },
    async firstParents(tip) {
      const line: DatedCommit[] = [];
      for (let next = commits.get(resolved(tip)); next !== undefined; next = commits.get(next.parents[0] ?? ""))
        line.unshift({ commit: next.hash, committedAt: next.committedAt });
      return line;
    },
    isShallow: async () => false,
    mergeBaseOf: async (left, right) => mergeBaseOf(left, right),
    async mergedCommit({ base, head }) {
      const [ours, theirs] = [commitFor("git cannot merge", base), commitFor("git cannot merge", head)];
      const parted = mergeBaseOf(base, head);
      if (parted === base) return head;
      if (parted === null) throw new OperationalError(`git cannot merge ${head} into ${base}: unrelated histories`);
      const files = mergedFiles(commitFor("git cannot merge", parted).files, ours.files, theirs.files);
      if (files === null) return null;
      const author = { name: "rolecall", email: "rolecall@localhost" };
      const merge = commitOf({ files, parents: [base, head], author, message: "Trial merge", committedAt: 0 }, "");
      commits.set(merge.hash, merge);
      return merge.hash;
    },
    async fetchCommit({ commit, remote }) {
      const from = remotes.get(remote);
      if (!commits.has(commit) && from?.commits.has(commit) === true) copyHistory(from, state, commit);
      return commits.has(commit);
    },
    async hasRemoteRef(remote, ref) {
      const from = remotes.get(remote);
      if (from !== undefined) return from.refs.has(ref);
      const why = `fatal: '${remote}' does not appear to be a git repository`;
      throw new OperationalError(`git cannot read ${ref} from ${remote}: ${why}. Nothing was written.`);
    },
    async remoteCommit(remote, ref) {
      const from = remotes.get(remote);
      const commit = from?.commits.get(from.refs.get(ref) ?? "");
      if (commit === undefined) return null;
      const { author, message } = commit;
      return { author: `${author.name} <${author.email}>`, subject: message.split("\n")[0] ?? "" };
    },
    async branchFile({ remote, branch, path, last }) {
      const ref = `refs/heads/${branch}`;
      const from = remotes.get(remote);
      const why = `fatal: '${remote}' does not appear to be a git repository`;
      if (from === undefined)
        throw new OperationalError(`git cannot read ${ref} from ${remote}: ${why}. Nothing was written.`);
      const commit = from.refs.get(ref);
      if (commit === undefined) return null;
      copyHistory(from, state, commit);
      const text = commits.get(commit)?.files.get(path);
      const bytes = text === undefined ? null : encoder.encode(text);
      return { commit, bytes, versions: versionsOf(state, path, { tip: commit, last }) };
    },
    setting: async (name) => settings.get(name),
    remotes: async () => [...remotes.keys()].sort(),
    currentBranch: async () => (state.head.startsWith("refs/heads/") ? state.head.slice(11) : undefined),
    remoteDefaultBranch: async (remote) => state.remoteDefaults.get(remote),
    hasBranch: async (branch) => refs.has(`refs/heads/${branch}`),
    hasRemoteBranch: async (remote, branch) => refs.has(`refs/remotes/${remote}/${branch}`),
    async pushFile({ remote, branch, path, parent, bytes, message, author }) {
      const ref = `refs/heads/${branch}`;
      const to = remotes.get(remote);
      if (to === undefined) throw new OperationalError(`git could not push the branch ${branch} to ${remote}: fatal`);
      if ((to.refs.get(ref) ?? null) !== parent) return null;
      const files = parent === null ? new Map<string, string>() : commitFor("git ls-tree failed", parent).files;
      const text = new TextDecoder().decode(bytes);
      const parents = parent === null ? [] : [parent];
      const commit = addCommit(state, { files: edited(files, { [path]: text }), message, parents, author });
      copyHistory(state, to, commit);
      to.refs.set(ref, commit);
      return commit;
    },
    async pushNote({ remote, branch, message }) {
      const to = remotes.get(remote);
      const ref = `refs/heads/${branch}`;
      if (to === undefined) throw new OperationalError(`git cannot read ${ref} from ${remote}: fatal`);
      if (to.refs.has(ref)) return false;
      const commit = addCommit(state, { files: new Map(), message, parents: [] });
      copyHistory(state, to, commit);
      to.refs.set(ref, commit);
      return true;
    },
    async deleteRemoteBranch({ remote, branch }) {
      const to = remotes.get(remote);
      const ref = `refs/heads/${branch}`;
      if (to === undefined) throw new OperationalError(`git cannot read ${ref} from ${remote}: fatal`);
      return to.refs.delete(ref);
    },
    async commitOnNewBranch({ parent, branch, path, text, message }) {
      return onNewBranch({ parent, branch, message }, { [path]: text });
    },
    async emptyCommitOnNewBranch(commit) {
      return onNewBranch(commit, {});
    },
    async pushBranch({ remote, branch }) {
      const ref = `refs/heads/${branch}`;
      const [to, commit] = [remotes.get(remote), refs.get(ref)];
      const there = to?.refs.get(ref);
      if (to === undefined || commit === undefined || (there !== undefined && !ancestry(commits, commit).has(there)))
        throw new OperationalError(
          `the request is committed on the branch ${branch}, and git could not push it to ${remote}: error: failed to push some refs`,
        );
      copyHistory(state, to, commit);
      to.refs.set(ref, commit);
      refs.set(`refs/remotes/${remote}/${branch}`, commit);
    },
  };
}

function lineSince(state: RepositoryState, since: string, tip: string): readonly LineCommit[] | null {
  if (since === tip) return [];
  const { commits } = state;
  const excluded = ancestry(commits, since);
  if (excluded.size === 0 || !commits.has(tip))
    throw new OperationalError(`git cannot list the commits since ${since}: fatal: bad revision`);
  const line: LineCommit[] = [];
  for (let next = commits.get(tip); next !== undefined && !excluded.has(next.hash);) {
    const [parent = ""] = next.parents;
    line.unshift({ commit: next.hash, parent, tree: next.tree });
    next = commits.get(parent);
  }
  return line[0]?.parent === since ? line : null;
}

function versionsOf(
  { commits }: RepositoryState,
  path: string,
  { tip, last }: { readonly tip: string; readonly last: number | null },
): readonly FileVersion[] {
  const versions: FileVersion[] = [];
  for (let next = commits.get(tip); next !== undefined && versions.length !== last;) {
    const before = commits.get(next.parents[0] ?? "");
    const text = next.files.get(path);
    if (text !== before?.files.get(path))
      versions.unshift({ commit: next.hash, bytes: text === undefined ? null : encoder.encode(text) });
    next = before;
  }
  return versions;
}

const encoder = new TextEncoder();

/** Returns the files under `access/` of a folder as a tree. */
function treeBelow(files: Files, prefix: string): Tree {
  const entries = [...files]
    .filter(([path]) => path.startsWith(`${prefix}access/`))
    .map(([path, text]) => {
      const bytes = encoder.encode(text);
      return { path: path.slice(prefix.length), kind: "file", size: bytes.length, bytes } as const;
    });
  return { exists: entries.length > 0, entries: sortedBy(entries, ({ path }) => path) };
}

function relativeTo(prefix: string, path: string): string {
  return path.startsWith(prefix) ? path.slice(prefix.length) : "../".repeat(prefix.split("/").length - 1) + path;
}
