import { Document, isCollection, isSeq, parseDocument } from "yaml";
import type { Finding } from "../diagnostics/finding.ts";
import { UsageError } from "../diagnostics/user-error.ts";
import { baselinePath } from "../load/baseline-path.ts";
import { defaultLimits } from "../load/limits.ts";
import { parseFile } from "../load/parse-file.ts";
import { zonedTime } from "../load/zoned-time.ts";
import type { AccessModel, Owner, UserId } from "../model/documents.ts";
import { formatInstant } from "../model/instant.ts";
import { nameHintText } from "../model/name-hint.ts";
import type { CompleteObservation } from "../model/observation.ts";
import { baselineOf } from "../policy/baseline.ts";
import { evaluatePolicy, needsObservation } from "../policy/evaluate.ts";
import { checkObserved, type Checked } from "./check.ts";

export { baselinePath };

export interface BaselineRequest {
  /** For a first baseline: the owner of its entries, a user's id or a team. */
  readonly owner?: string;
  /** For a first baseline: when it expires, a day or an instant with a zone. */
  readonly due?: string;
  /** Whether the repository has the schema of a baseline, which the first line names for editors. */
  readonly hasSchema: boolean;
}

/** Returns complete observations of the providers of a model. */
export type ObservationsOf = (model: AccessModel) => readonly CompleteObservation[];

/** The change of the baseline; `text` is the file's new content. */
export type BaselineChange =
  | { readonly kind: "files-have-errors"; readonly findings: readonly Finding[] }
  /** A first baseline would be empty, so it is not written. */
  | { readonly kind: "nothing-to-accept" }
  | { readonly kind: "first"; readonly text: string; readonly accepted: number; readonly due: string }
  /** `text` is null when all entries are still needed; `open` are the findings that are not accepted. */
  | {
      readonly kind: "shrunk";
      readonly text: string | null;
      readonly removed: number;
      readonly entries: number;
      readonly open: readonly Finding[];
    };

/**
 * Accepts the current findings at adoption; later only removes entries that no finding needs. A baseline may only shrink
 * (formats.md), so later findings are never added: they are fixed or waived.
 * @param observed the state of the providers, for the rules that need it; null: their findings are neither accepted nor removed
 * @throws UsageError for an owner or a date that is not valid
 */
export function changeBaseline(
  request: BaselineRequest,
  checked: Checked,
  observed: ObservationsOf | null = null,
): BaselineChange {
  if (checked.resolved === null) return { kind: "files-have-errors", findings: checked.findings };
  const { model } = checked.resolved;
  const observations = observed === null ? null : observed(model);
  const findings = [...checked.findings, ...observedFindings(checked, observations)];
  return model.baseline === null
    ? first(request, { ...checked, findings }, model)
    : shrunk(request, { ...checked, findings }, { entries: model.baseline.entries.length, observations });
}

/**
 * Returns the findings of the rules that are judged only where the providers were read. `validate` judges the other codes
 * without the providers, so it would report their entries as stale.
 */
function observedFindings(checked: Checked, observations: readonly CompleteObservation[] | null): readonly Finding[] {
  if (observations === null) return [];
  return checkObserved(checked, observations).filter(({ code }) => needsObservation(code));
}

function first(
  { owner, due, hasSchema }: BaselineRequest,
  { findings, at }: Checked,
  model: AccessModel,
): BaselineChange {
  if (owner === undefined || due === undefined)
    throw new UsageError("a first baseline needs --owner USER_OR_TEAM and --due DATE (when it expires)");
  const document = baselineOf(findings, ownerNamed(owner, model), dueIn(due, model, at));
  if (document.findings.length === 0) return { kind: "nothing-to-accept" };
  const yaml = new Document(document);
  yaml.commentBefore = `${hasSchema ? " yaml-language-server: $schema=../../schemas/baseline.schema.json\n" : ""} Written by \`rolecall baseline\`; entries may only be removed.`;
  // One line for each finding keeps the file short and its difference readable.
  const list = yaml.get("findings");
  if (isSeq(list)) for (const item of list.items) if (isCollection(item)) item.flow = true;
  const text = yaml.toString({ lineWidth: 0 }).replace("\n\n", "\n");
  requireLoadable(text, document.findings.length);
  return { kind: "first", text, accepted: document.findings.length, due };
}

/** @throws UsageError where the loader would refuse the file */
function requireLoadable(text: string, count: number): void {
  const bytes = new TextEncoder().encode(text);
  const [problem] = parseFile({ kind: "file", path: baselinePath, bytes, size: bytes.length }, defaultLimits).findings;
  if (problem !== undefined)
    throw new UsageError(
      `the baseline of ${count} findings could not be loaded, so it is not written: ${problem.message} Resolve or switch off the rules with the most findings first.`,
    );
}

function shrunk(
  { owner, due }: BaselineRequest,
  checked: Checked,
  { entries, observations }: { readonly entries: number; readonly observations: readonly CompleteObservation[] | null },
): BaselineChange {
  if (owner !== undefined || due !== undefined)
    throw new UsageError(
      `the baseline ${baselinePath} exists and may only shrink. Run without --owner and --due to remove entries that are fixed.`,
    );
  const stale = staleEntries(checked, observations);
  return {
    kind: "shrunk",
    text: stale.size === 0 ? null : without(stale, checked),
    removed: stale.size,
    entries,
    open: checked.findings.filter(isOpen),
  };
}

const isOpen = ({ code, severity }: Finding): boolean => severity !== "note" && code !== "baseline/stale";

/** Returns the positions of entries that no finding needs. Entries about the providers' state are kept where it was not read. */
function staleEntries({ resolved }: Checked, observations: readonly CompleteObservation[] | null): ReadonlySet<number> {
  if (resolved === null) return new Set();
  const positions = evaluatePolicy(resolved, undefined, { observations })
    .filter(({ code }) => code === "baseline/stale")
    .flatMap(({ place }) => place?.field ?? [])
    .filter((step) => typeof step === "number");
  return new Set(positions);
}

/**
 * Returns the file without these entries, and the other entries unchanged. An empty list stays in the file: without the
 * file, the next baseline would be a first one and could accept new findings.
 */
function without(stale: ReadonlySet<number>, { loaded }: Checked): string {
  const entry = loaded.tree.entries.find(({ path }) => path === baselinePath);
  const document = parseDocument(new TextDecoder().decode(entry?.bytes));
  const list = document.get("findings");
  if (isSeq(list)) list.items = list.items.filter((_, position) => !stale.has(position));
  return document.toString({ lineWidth: 0 });
}

function ownerNamed(written: string, model: AccessModel): Owner {
  if (written.startsWith("@")) {
    if (model.organization.teams.has(written)) return { kind: "team", name: written };
    throw new UsageError(
      `--owner ${written}: access/rolecall.yaml does not declare this team${nameHintText(written, ["team", "user"], model)}`,
    );
  }
  const user = model.users.get(written as UserId);
  if (user !== undefined && user.status !== "terminated") return { kind: "user", id: user.id };
  throw new UsageError(
    `--owner ${written}: expected the id of a user who has not left${nameHintText(written, ["user", "team"], model)}`,
  );
}

function dueIn(written: string, { organization }: AccessModel, at: number): string {
  const end = zonedTime(organization.timezone)?.endOf(written);
  if (end === undefined)
    throw new UsageError(`--due ${written}: expected a day such as 2027-06-30, or an instant with a zone`);
  if (end <= at) throw new UsageError(`--due ${written}: expected a time after ${formatInstant(at)}`);
  return written;
}
