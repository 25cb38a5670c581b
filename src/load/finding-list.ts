import type { Code } from "../diagnostics/code.ts";
import type { Finding, Place, SourceSpan, UnlocatedFinding } from "../diagnostics/finding.ts";
import { sortFindings } from "../diagnostics/order.ts";
import { compareText } from "../support/compare.ts";

/** Limit of findings that are shown, because locating one can cost a parse. */
export const mostFindings = 1000;

/** Collects findings. Lines are looked up at the end, and only for the findings that are shown. */
export class FindingList {
  readonly #all: (Finding | UnlocatedFinding)[] = [];
  readonly #codes = new Set<Code>();
  #hasErrors = false;

  get hasErrors(): boolean {
    return this.#hasErrors;
  }

  add(finding: Finding | UnlocatedFinding): void {
    this.#all.push(finding);
    this.#codes.add(finding.code);
    if (finding.severity === "error") this.#hasErrors = true;
  }

  has(code: Code): boolean {
    return this.#codes.has(code);
  }

  /** Returns the findings with their places: errors first, then by file and line. */
  located(locate: (place: Place) => SourceSpan): readonly Finding[] {
    const order = { error: 0, warning: 1, note: 2 };
    const ordered = [...this.#all].sort(
      (left, right) => order[left.severity] - order[right.severity] || compareText(fileOf(left), fileOf(right)),
    );
    const shown = sortFindings(ordered.slice(0, mostFindings).map((finding) => withPlace(finding, locate)));
    const rest = ordered.slice(mostFindings);
    return rest.length === 0 ? shown : [...shown, restOf(rest)];
  }
}

function fileOf(finding: Finding | UnlocatedFinding): string {
  return ("place" in finding ? finding.place?.file : finding.file) ?? "";
}

function withPlace(finding: Finding | UnlocatedFinding, locate: (place: Place) => SourceSpan): Finding {
  if (!("place" in finding)) return finding;
  const { place, ...rest } = finding;
  return place === null ? { ...rest, file: null, line: null, column: null } : { ...rest, ...locate(place) };
}

function restOf(rest: readonly (Finding | UnlocatedFinding)[]): Finding {
  const [heaviest] = rest;
  return {
    code: "repo/more-findings",
    severity: heaviest?.severity ?? "note",
    message: rest.length === 1 ? "One more finding is not shown." : `${rest.length} more findings are not shown.`,
    remedy: "Correct the findings that are shown, and run the command again.",
    file: null,
    line: null,
    column: null,
  };
}
