import type { Finding, UnlocatedFinding } from "../diagnostics/finding.ts";
import type { Baseline, BaselineEntry, Owner } from "../model/documents.ts";
import type { Instant } from "../model/instant.ts";
import { compareText, sortedBy } from "../support/compare.ts";
import { counted } from "../support/counted.ts";
import { groupBy } from "../support/multi-map.ts";
import { ownerName } from "../model/owner.ts";
import { endText } from "../model/instant-text.ts";

/** The fields that identify where a finding is, across runs: its code, file and user. The line and the text are not part of it. */
export interface Identified {
  readonly code: string;
  readonly file: string | null;
  readonly user?: string | null;
}

/** Returns `lp/no-reason access/grants/okta/crm/ada.yaml ada`, which does not change when lines move or messages are reworded. */
export function findingId({ code, file, user }: Identified): string {
  return [code, file ?? "-", user ?? "-"].join(" ");
}

/** Returns whether an entry with the accepted witness answers a finding with this one: it names nothing that was not accepted. */
export function covers(accepted: readonly string[], witness: readonly string[]): boolean {
  const names = new Set(accepted);
  return witness.every((name) => names.has(name));
}

/** The maximum number of names of a witness in a message. */
const namedInMessage = 5;

/** Returns ` (okta/crm (high), okta/erp (low))`, or nothing for an empty witness. */
export function witnessText(witness: readonly string[]): string {
  const more = witness.length - namedInMessage;
  const rest = more > 0 ? `, and ${more} more` : "";
  return witness.length === 0 ? "" : ` (${witness.slice(0, namedInMessage).join(", ")}${rest})`;
}

export interface BaselineOptions {
  readonly at: Instant;
  /** The time zone of the organization, in which messages name days. */
  readonly timezone: string;
  /** Whether this run judges findings of this code. An entry of another code is never stale. */
  readonly isJudged: (code: string) => boolean;
}

/**
 * Lowers findings that baseline.yaml accepts to notes until they are due, and adds `baseline/stale` for every entry without a
 * finding: a baseline may only shrink. One entry accepts one finding, whose witness names nothing that the entry does not name.
 * Where there are more equal findings than entries, it is unknown which one is new, so none of them is lowered. A finding in no
 * file cannot be accepted.
 */
export function applyBaseline(
  findings: readonly UnlocatedFinding[],
  baseline: Baseline | null,
  { at, timezone, isJudged }: BaselineOptions,
): readonly UnlocatedFinding[] {
  if (baseline === null) return findings;
  const present = groupBy(
    findings.filter(({ place }) => place !== null),
    (finding) => findingId(identified(finding)),
  );
  const answers = new Map<UnlocatedFinding, UnlocatedFinding>();
  const stale: UnlocatedFinding[] = [];
  for (const [id, entries] of groupBy(baseline.entries, findingId)) {
    const { matched, unused } = matchEntries(present.get(id) ?? [], entries, at);
    for (const [finding, match] of matched) answers.set(finding, answered(finding, match, { at, timezone }));
    for (const entry of unused) if (isJudged(entry.code)) stale.push(staleFinding(entry, baseline));
  }
  return [...findings.map((finding) => answers.get(finding) ?? finding), ...stale];
}

/** What the baseline says about one finding that has entries for its code, file and user. */
type Match =
  | { readonly kind: "accepted"; readonly entry: BaselineEntry }
  /** More equal findings than entries. */
  | { readonly kind: "unclear"; readonly accepted: number; readonly alike: number }
  /** The nearest entry accepts less. */
  | { readonly kind: "wider"; readonly added: readonly string[] };

/** Matches findings and entries of one code, file and user. The widest findings choose first, and take the narrowest entry. */
function matchEntries(
  findings: readonly UnlocatedFinding[],
  entries: readonly BaselineEntry[],
  at: Instant,
): { readonly matched: ReadonlyMap<UnlocatedFinding, Match>; readonly unused: readonly BaselineEntry[] } {
  const free = new Set(entries);
  const matched = new Map<UnlocatedFinding, Match>();
  const alike = [...groupBy(findings, (finding) => sortedWitness(finding).join("\n")).values()];
  for (const equal of alike.sort((left, right) => sizeOf(right) - sizeOf(left))) {
    const witness = sortedWitness(equal[0]);
    const able = [...free]
      .filter((entry) => covers(entry.witness, witness))
      .sort(byFit)
      .slice(0, equal.length);
    for (const entry of able) free.delete(entry);
    const open = able.filter(({ due }) => due > at).length;
    for (const [position, finding] of equal.entries()) {
      const entry = able[position];
      if (open > 0 && open < equal.length)
        matched.set(finding, { kind: "unclear", accepted: open, alike: equal.length });
      else if (entry !== undefined) matched.set(finding, { kind: "accepted", entry });
      else matched.set(finding, { kind: "wider", added: leastAdded(witness, entries) });
    }
  }
  // An entry whose finding grew is not stale: the finding exists, with more than was accepted.
  const grown = [...matched.values()].filter(({ kind }) => kind === "wider").length;
  return { matched, unused: latestFirst([...free]).slice(grown) };
}

const sortedWitness = (finding: UnlocatedFinding | undefined): readonly string[] =>
  [...new Set(finding?.witness)].sort(compareText);
const sizeOf = ([finding]: readonly UnlocatedFinding[]): number => sortedWitness(finding).length;
const byFit = (left: BaselineEntry, right: BaselineEntry): number =>
  left.witness.length - right.witness.length || right.due - left.due || left.index - right.index;

/** Returns what the entry with the most names in common does not accept. */
function leastAdded(witness: readonly string[], entries: readonly BaselineEntry[]): readonly string[] {
  const missing = entries.map((entry) => witness.filter((name) => !entry.witness.includes(name)));
  return missing.sort((left, right) => left.length - right.length)[0] ?? witness;
}

function answered(
  finding: UnlocatedFinding,
  match: Match,
  { at, timezone }: Pick<BaselineOptions, "at" | "timezone">,
): UnlocatedFinding {
  const adding = (text: string): UnlocatedFinding => ({ ...finding, message: `${finding.message} ${text}` });
  switch (match.kind) {
    case "unclear":
      return adding(
        `The baseline accepts ${counted(match.accepted, "finding")} of this kind here, but there are ${match.alike}. It is unknown which one is new, so none of them is accepted.`,
      );
    case "wider":
      return adding(
        match.added.length === 0
          ? "The entries of the baseline for this place accept other findings."
          : `The baseline accepts a finding of this kind here, but without ${match.added.join(" and ")}.`,
      );
    case "accepted": {
      const { owner, due } = match.entry;
      if (due <= at)
        return adding(`The baseline accepted this finding until ${endText(due, timezone)}, which has passed.`);
      return {
        ...adding(
          `Accepted at adoption: ${ownerName(owner)} resolves this finding by ${endText(due, timezone)} (baseline).`,
        ),
        severity: "note",
        accepted: true,
      };
    }
  }
}

function staleFinding(entry: BaselineEntry, baseline: Baseline): UnlocatedFinding {
  const about = entry.user === null ? "" : ` about ${entry.user}`;
  return {
    code: "baseline/stale",
    severity: "warning",
    message: `The baseline entry ${entry.code}${about} in ${entry.file}${witnessText(entry.witness)} does not match a current finding. It would hide the finding if the problem returns.`,
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
    readonly witness: readonly string[];
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
  const accepted = findings.flatMap(({ code, severity, file, user, witness }) =>
    severity === "note" || file === null || !isPolicyCode(code)
      ? []
      : [
          {
            code,
            file,
            ...(user === undefined || user === null ? {} : { user }),
            witness: [...new Set(witness)].sort(compareText),
            owner: ownerName(owner),
            due,
          },
        ],
  );
  return { version: 1, findings: sortedBy(accepted, (entry) => [findingId(entry), ...entry.witness].join(" ")) };
}

const isPolicyCode = (code: string): boolean =>
  /^(?:sod|lp|custom)\//.test(code) ||
  code === "entitlement/no-account" ||
  code === "entitlement/external-account" ||
  code === "test/failed" ||
  code === "waiver/too-long";

function identified({ code, place, user }: UnlocatedFinding): Identified {
  return { code, file: place?.file ?? null, user: user ?? null };
}
