import type { Finding, UnlocatedFinding } from "../diagnostics/finding.ts";
import type { Baseline, BaselineEntry, Owner } from "../model/documents.ts";
import { formatInstant, type Instant } from "../model/instant.ts";
import { sortedBy } from "../support/compare.ts";
import { groupBy } from "../support/multi-map.ts";
import { ownerName } from "../model/owner.ts";

/** What tells one finding from another from run to run: what it is, where it stands and about whom; no line, no wording. */
export interface Identified {
  readonly code: string;
  readonly file: string | null;
  readonly user?: string | null;
}

/** `lp/no-reason access/grants/okta/crm/ada.yaml ada`: stays the same while lines move and messages are reworded. */
export function findingId({ code, file, user }: Identified): string {
  return [code, file ?? "-", user ?? "-"].join(" ");
}

export interface BaselineOptions {
  readonly at: Instant;
  /** Whether findings of this code could have come up in this run; an entry of another code is never stale. */
  readonly isJudged: (code: string) => boolean;
}

/**
 * Softens to notes the findings that baseline.yaml accepts until they are due, and adds `baseline/stale` for every entry
 * that no finding needs any more: a baseline may only shrink. One entry answers one finding. Where more findings of one id
 * come up than entries accept, nobody can say which is new, so all of them stand; a finding in no file cannot be accepted.
 */
export function applyBaseline(
  findings: readonly UnlocatedFinding[],
  baseline: Baseline | null,
  { at, isJudged }: BaselineOptions,
): readonly UnlocatedFinding[] {
  if (baseline === null) return findings;
  const entries = groupBy(baseline.entries, findingId);
  const present = groupBy(findings, (finding) => findingId(identified(finding)));
  const judged = findings.map((finding) => {
    const id = findingId(identified(finding));
    const accepted = finding.place === null ? [] : (entries.get(id) ?? []);
    return answered(finding, accepted, { at, alike: present.get(id)?.length ?? 0 });
  });
  const stale = [...entries].flatMap(([id, accepted]) =>
    latestFirst(accepted)
      .slice(present.get(id)?.length ?? 0)
      .filter(({ code }) => isJudged(code))
      .map((entry) => staleFinding(entry, baseline)),
  );
  return [...judged, ...stale];
}

function answered(
  finding: UnlocatedFinding,
  accepted: readonly BaselineEntry[],
  { at, alike }: { readonly at: Instant; readonly alike: number },
): UnlocatedFinding {
  const [entry] = latestFirst(accepted);
  if (entry === undefined) return finding;
  const due = formatInstant(entry.due);
  const open = accepted.filter((one) => one.due > at);
  if (open.length === 0)
    return { ...finding, message: `${finding.message} The baseline accepted it until ${due}; that day has passed.` };
  if (open.length < alike)
    return {
      ...finding,
      message: `${finding.message} The baseline accepts ${open.length} such findings here, and there are ${alike}: as nobody can tell which is new, all of them stand.`,
    };
  const first = formatInstant(Math.min(...open.map((one) => one.due)));
  return {
    ...finding,
    severity: "note",
    message: `${finding.message} Accepted at adoption: the baseline leaves it to ${ownerName(entry.owner)} until ${first}.`,
  };
}

function staleFinding(entry: BaselineEntry, baseline: Baseline): UnlocatedFinding {
  const about = entry.user === null ? "" : ` about ${entry.user}`;
  return {
    code: "baseline/stale",
    severity: "warning",
    message: `The baseline accepts ${entry.code}${about} in ${entry.file}, which is not found there any more: left in place, the entry would accept it silently when it comes back.`,
    remedy: "Remove the entry; a baseline may only shrink.",
    place: { file: baseline.source.file, field: ["findings", entry.index] },
    user: entry.user,
  };
}

/** Entries that stay in force longest answer first, so that the others are the ones left over. */
export function latestFirst(entries: readonly BaselineEntry[]): readonly BaselineEntry[] {
  return [...entries].sort((left, right) => right.due - left.due || left.index - right.index);
}

/** What `access/policies/baseline.yaml` holds, field by field (schemas/baseline.schema.json). */
export interface BaselineDocument {
  readonly version: 1;
  readonly findings: readonly {
    readonly code: string;
    readonly file: string;
    readonly user?: string;
    readonly owner: string;
    readonly due: string;
  }[];
}

/**
 * The baseline that accepts these findings until `due` (an instant, or a date through whose end it lasts) under one owner,
 * in a stable order. Notes block nothing and stay out, and so does what the baseline cannot answer: findings that stand in
 * no file, and those that do not come from policy.
 */
export function baselineOf(findings: readonly Finding[], owner: Owner, due: string): BaselineDocument {
  const accepted = findings.flatMap(({ code, severity, file, user }) =>
    severity === "note" || file === null || !isPolicyCode(code)
      ? []
      : [
          {
            code,
            file,
            ...(user === undefined || user === null ? {} : { user }),
            owner: ownerName(owner),
            due,
          },
        ],
  );
  return { version: 1, findings: sortedBy(accepted, findingId) };
}

const isPolicyCode = (code: string): boolean =>
  /^(?:sod|lp|custom)\//.test(code) ||
  code === "entitlement/no-account" ||
  code === "test/failed" ||
  code === "waiver/too-long";

function identified({ code, place, user }: UnlocatedFinding): Identified {
  return { code, file: place?.file ?? null, user: user ?? null };
}
