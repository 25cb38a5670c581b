import { parse } from "yaml";
import type { Files } from "../../support/memory-git/objects.ts";
import type { PastRepository } from "./random-repository.ts";

/** The answer to a question about one user and one entitlement, by the plainest means. */
export interface PlainAnswer {
  readonly holds: boolean;
  /** The grants and roles that give it: file, and since when for a grant; sorted. */
  readonly because: readonly string[];
}

/** The files of one commit of the line after a checkout. */
export interface Checkout {
  readonly position: number;
  readonly files: Files;
}

type Yaml = Readonly<
  Record<string, string | boolean | readonly string[] | Readonly<Record<string, string>> | undefined>
>;

/** Checks out the commit that was in force at an instant; null: the line begins later. */
export function checkoutAt({ repository, line }: PastRepository, at: number): Checkout | null {
  let position = -1;
  for (let next = 0; next < line.length; next += 1) if (effective(line, next) <= at) position = next;
  return position < 0 ? null : { position, files: checkedOut(repository, line[position]!.commit) };
}

/** A commit is in force from the latest date up to it. */
const effective = (line: PastRepository["line"], position: number): number =>
  Math.max(...line.slice(0, position + 1).map(({ date }) => date));

function checkedOut(repository: PastRepository["repository"], commit: string): Files {
  repository.detach(commit);
  const { files } = repository.state;
  repository.checkout("main");
  return files;
}

export const isInvalid = (files: Files): boolean => files.has("access/hr.yaml");

/** Evaluates one user and one entitlement in the files of a checkout. */
export function evaluate(
  past: PastRepository,
  { position, files }: Checkout,
  { user, entitlement, at }: { readonly user: string; readonly entitlement: string; readonly at: number },
): PlainAnswer {
  const person = read(files, `access/users/${user}.yaml`);
  const start = timeOf(person, "start") ?? 0;
  const end = timeOf(person, "end");
  const isHigh = entitlement === "okta/wiki";
  const isOut = person?.["status"] === "terminated" || at < start || (end !== null && at >= end);
  if (isOut || (person?.["status"] === "on-leave" && isHigh)) return { holds: false, because: [] };
  const role = read(files, "access/roles/kit.yaml");
  const inRole = [role?.["entitlements"] ?? []].flat().includes(entitlement);
  const because: string[] = [];
  const department = (role?.["birthright"] as Readonly<Record<string, string>> | undefined)?.["department"];
  if (inRole && department !== undefined && department === person?.["department"])
    because.push("access/roles/kit.yaml");
  const paths = [
    `access/grants/${entitlement}/${user}.yaml`,
    ...(inRole ? [`access/grants/roles/kit/${user}.yaml`] : []),
  ];
  for (const path of paths) {
    const grant = read(files, path);
    const [starts, expires] = [timeOf(grant, "starts"), timeOf(grant, "expires")];
    if (grant === undefined || grant["eligible"] === true) continue;
    if ((starts !== null && at < starts) || (expires !== null && at >= expires)) continue;
    const since = Math.max(start, starts ?? mergedSince(past, position, path));
    because.push(`${path} since ${new Date(since).toISOString()}`);
  }
  return { holds: because.length > 0, because: because.sort() };
}

/** Goes back from version to version as long as the one before gave access up to the merge of the later one. */
function mergedSince({ repository, line }: PastRepository, position: number, path: string): number {
  let [at, text] = [position, checkedOut(repository, line[position]!.commit).get(path)];
  for (;;) {
    const versionBegin = firstOf({ repository, line }, at, path, text);
    const merged = effective(line, versionBegin);
    const starts = timeOf(parse(text ?? "") as Yaml, "starts");
    if (starts !== null && starts > merged) return starts;
    const before = versionBegin === 0 ? undefined : checkedOut(repository, line[versionBegin - 1]!.commit).get(path);
    if (
      before === undefined ||
      !gaveUntil(before, merged, effective(line, firstOf({ repository, line }, versionBegin - 1, path, before)))
    )
      return merged;
    [at, text] = [versionBegin - 1, before];
  }
}

function gaveUntil(text: string, until: number, merged: number): boolean {
  const grant = parse(text) as Yaml;
  const [starts, expires] = [timeOf(grant, "starts"), timeOf(grant, "expires")];
  if (grant["eligible"] === true || (starts !== null && starts > until)) return false;
  return expires === null || (expires >= until && expires > merged);
}

/** Returns the first commit of the stretch in which the file has this text. */
function firstOf(
  { repository, line }: Pick<PastRepository, "repository" | "line">,
  from: number,
  path: string,
  text: string | undefined,
): number {
  let first = from;
  while (first > 0 && checkedOut(repository, line[first - 1]!.commit).get(path) === text) first -= 1;
  return first;
}

function read(files: Files, path: string): Yaml | undefined {
  const text = files.get(path);
  return text === undefined ? undefined : (parse(text) as Yaml);
}

function timeOf(yaml: Yaml | undefined, field: string): number | null {
  const text = yaml?.[field];
  return typeof text === "string" ? Date.parse(text) : null;
}
