import type { Finding, UnlocatedFinding } from "../diagnostics/finding.ts";
import type { Baseline, BaselineEntry, Owner } from "../model/documents.ts";
import { formatInstant, type Instant } from "../model/instant.ts";
import { sortedBy } from "../support/compare.ts";
import { counted } from "../support/counted.ts";
import { groupBy } from "../support/multi-map.ts";
import { ownerName } from "../model/owner.ts";

/** The fields that identify a finding across runs: its code, file and user. The line and the text are not part of it. */
export interface Identified {
  readonly code: string;
  readonly file: string | null;
  readonly user?: string | null;
}

/** Returns `lp/no-reason access/grants/okta/crm/ada.yaml ada`, which does not change when lines move or messages are reworded. */
export function findingId({ code, file, user }: Identified): string {
  return [code, file ?? "-", user ?? "-"].join(" ");
}

export interface BaselineOptions {
  readonly at: Instant;
  /** Whether this run judges findings of this code. An entry of another code is never stale. */
  readonly isJudged: (code: string) => boolean;
}

/**
 * Lowers findings that baseline.yaml accepts to notes until they are due, and adds `baseline/stale` for every entry without a
 * finding: a baseline may only shrink. One entry accepts one finding. Where there are more findings of one id than entries,
 * it is unknown which one is new, so none is lowered. A finding in no file cannot be accepted.
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
    return {
      ...finding,
      message: `${finding.message} The baseline accepted this finding until ${due}, which has passed.`,
    };
  if (open.length < alike)
    return {
      ...finding,
      message: `${finding.message} The baseline accepts ${counted(open.length, "finding")} of this kind here, but there are ${alike}. It is unknown which one is new, so none of them is accepted.`,
    };
  const first = formatInstant(Math.min(...open.map((one) => one.due)));
  return {
    ...finding,
    severity: "note",
    message: `${finding.message} Accepted at adoption: ${ownerName(entry.owner)} resolves this finding by ${first} (baseline).`,
  };
}

function staleFinding(entry: BaselineEntry, baseline: Baseline): UnlocatedFinding {
  const about = entry.user === null ? "" : ` about ${entry.user}`;
  return {
    code: "baseline/stale",
    severity: "warning",
    message: `The baseline entry ${entry.code}${about} in ${entry.file} does not match a current finding. It would hide the finding if the problem returns.`,
    remedy: "Remove the entry. A baseline may only shrink.",
    place: { file: baseline.source.file, field: ["findings", entry.index] },
    user: entry.user,
  };
}

/** Returns the entries with the latest due date first, so that the unused ones are at the end. */
export function latestFirst(entries: readonly BaselineEntry[]): readonly BaselineEntry[] {
  return [...entries].sort((left, right) => right.due - left.due || left.index - right.index);
}

/** The content of `access/policies/baseline.yaml` (schemas/baseline.schema.json). */
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
 * Returns the baseline that accepts these findings until `due` (an instant, or a date up to its end) under one owner, in a
 * stable order. Leaves out notes, which block nothing, and findings that a baseline cannot accept: those in no file, and those
 * that do not come from policy.
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
