import type { CodePage } from "../../diagnostics/code.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import { sortedBy } from "../../support/compare.ts";
import { forTerminal } from "../escape.ts";

/** The maximum number of results that code scanning accepts for one run. */
const resultsLimit = 25_000;

/** The place of a finding that is in no file. */
const organizationFile = "access/rolecall.yaml";

export interface SarifOptions {
  /** Rolecall's own version. */
  readonly version: string;
  /** Looks up the page of a code; undefined where it has none. */
  readonly pageOf: (code: string) => CodePage | undefined;
}

/**
 * Returns findings as SARIF 2.1.0 (OASIS) for code scanning. All texts are plain text, never Markdown. A finding
 * that a waiver or the baseline accepts is a suppressed result, so it is shown and does not count. Results beyond 25,000 are left out and counted, lowest severity first.
 */
export function renderSarif(findings: readonly Finding[], { version, pageOf }: SarifOptions): string {
  const shown = findings.slice(0, resultsLimit);
  const codes = sortedBy(new Set(shown.map(({ code }) => code)), (code) => code);
  const indexOf = new Map(codes.map((code, index) => [code, index]));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Rolecall", version, rules: codes.map((code) => ruleOf(code, pageOf(code))) } },
        columnKind: "utf16CodeUnits",
        results: shown.map((finding) => resultOf(finding, indexOf.get(finding.code) ?? 0)),
        ...(findings.length > shown.length ? { properties: { leftOut: findings.length - shown.length } } : {}),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function ruleOf(code: string, page: CodePage | undefined) {
  if (page === undefined) return { id: code };
  return {
    id: code,
    shortDescription: { text: page.title },
    fullDescription: { text: page.why },
    help: { text: `${page.why} ${page.next}` },
  };
}

function resultOf(finding: Finding, ruleIndex: number) {
  return {
    ruleId: finding.code,
    ruleIndex,
    level: finding.severity,
    message: { text: forTerminal(`${finding.message} Fix: ${finding.remedy}`) },
    // GitHub refuses a result without a location. A finding about the tree as a whole stands at the organization's file.
    locations: [locationOf(finding.file ?? organizationFile, finding.line ?? 1, finding.column)],
    relatedLocations: (finding.paths ?? []).map((path, index) => ({
      id: index + 1,
      ...locationOf(path.file, path.line, null),
      message: { text: forTerminal([path.user, ...path.through, path.entitlement].join(" → ")) },
    })),
    partialFingerprints: { "finding/v1": [finding.code, finding.file ?? "", finding.user ?? ""].join("|") },
    ...suppressionOf(finding),
  };
}

function suppressionOf({ waiver, accepted }: Finding) {
  const by = waiver !== null && waiver !== undefined ? `waived by ${forTerminal(waiver)}` : null;
  const justification = by ?? (accepted === true ? "accepted by the baseline" : null);
  return justification === null ? {} : { suppressions: [{ kind: "external", justification }] };
}

function locationOf(file: string, line: number | null, column: number | null) {
  return {
    physicalLocation: {
      artifactLocation: { uri: file.split("/").map(encodeURIComponent).join("/") },
      ...(line === null ? {} : { region: { startLine: line, ...(column === null ? {} : { startColumn: column }) } }),
    },
  };
}
