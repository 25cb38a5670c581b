import type { Finding, WitnessPath } from "../../diagnostics/finding.ts";
import { counted } from "../../support/counted.ts";
import { byCause } from "../causes.ts";
import { forMarkdown, sentenceForMarkdown } from "../escape.ts";
import type { ChangedFinding, DiffReport } from "../diff/diff.ts";
import { placesText } from "../markdown/findings.ts";
import { fold } from "./fold.ts";
import { type Links, placeLink } from "./links.ts";
import type { Section } from "./sections.ts";

/** The maximum number of new warnings and notes that are not collapsed. Errors never are. */
const shownWarnings = 8;
/** The maximum number of paths of a conflict that a line shows. */
const shownPaths = 4;

/** A finding that stands in the comment, and what it was before. */
interface ShownFinding extends ChangedFinding {
  /** An error of the base that the change leaves. */
  readonly isUnchanged?: boolean;
}

/**
 * Returns the sections for findings, errors first, each in one line with its fix. Unchanged errors are listed, because they block.
 * New findings that a waiver or the baseline accepts are collapsed.
 */
export function findingsSections({ findings, diff }: DiffReport, links: Links): readonly Section[] {
  const appeared = new Set(findings.appeared.map(({ finding }) => finding));
  const unchanged = diff.findings
    .filter((finding) => finding.severity === "error" && !appeared.has(finding))
    .map((finding): ShownFinding => ({ finding, was: null, isUnchanged: true }));
  const isAccepted = ({ finding: { severity, waiver } }: ChangedFinding): boolean =>
    severity !== "error" && waiver !== null && waiver !== undefined;
  const isError = ({ finding }: ChangedFinding): boolean => finding.severity === "error";
  const others = findings.appeared.filter((one) => !isAccepted(one) && !isError(one));
  const warnings = causesOf(others);
  const shown = [
    ...causesOf([...findings.appeared.filter(isError), ...unchanged]),
    ...warnings.slice(0, shownWarnings),
  ];
  const more = warnings.slice(shownWarnings);
  const accepted = causesOf(findings.appeared.filter(isAccepted));
  const item = (cause: readonly ShownFinding[]): string => causeItem(cause, links);
  return [
    {
      kind: "finding",
      head: "\n### Findings\n\n",
      items: shown.map(item),
      counts: sizesOf(shown),
      foot: "",
      share: 0.2,
    },
    fold("finding", counted(more.flat().length, "more finding"), more.map(item), 0.05, sizesOf(more)),
    fold(
      "finding",
      `${counted(accepted.flat().length, "accepted finding")}, by a waiver or the baseline`,
      accepted.map(item),
      0.05,
      sizesOf(accepted),
    ),
  ];
}

const causesOf = (findings: readonly ShownFinding[]): readonly (readonly ShownFinding[])[] =>
  byCause(
    findings,
    ({ finding }) => finding,
    ({ was, isUnchanged }) => `${was ?? ""} ${isUnchanged === true}`,
  );

const sizesOf = (groups: readonly (readonly unknown[])[]): readonly number[] => groups.map(({ length }) => length);

/** Returns the section for resolved findings and findings of lower severity. */
export function betterSection({ findings }: DiffReport, links: Links): Section {
  const downgraded = findings.downgraded.map((changed) => causeItem([changed], links));
  const resolved = findings.resolved.map(
    ({ code, message }) => `- resolved: ${forMarkdown(code)} ${sentenceForMarkdown(message)}\n`,
  );
  return fold("finding", "Resolved or downgraded findings", [...downgraded, ...resolved], 0.05);
}

/** Returns the findings of one cause as one item, with links to the first places. */
function causeItem(cause: readonly ShownFinding[], links: Links): string {
  const [first] = cause;
  if (first === undefined) return "";
  const { finding, was, isUnchanged } = first;
  const { code, severity, message, remedy } = finding;
  const place = placesText(
    cause.flatMap(({ finding: { file, line } }) => (file === null ? [] : [placeLink({ file, line }, links)])),
  );
  const before = isUnchanged === true ? " (unchanged)" : was === null ? "" : ` (was: ${was})`;
  return `- **${severity}**${before} ${forMarkdown(code)}${place}: ${sentenceForMarkdown(message)}${pathsText(finding, links)}${waiverText(finding, links)} *Fix:* ${sentenceForMarkdown(remedy)}\n`;
}

function waiverText({ waiver }: Finding, links: Links): string {
  return waiver === null || waiver === undefined ? "" : ` Waived by ${placeLink({ file: waiver, line: null }, links)}.`;
}

function pathsText({ paths }: Finding, links: Links): string {
  if (paths === undefined || paths.length === 0) return "";
  const shown = paths.slice(0, shownPaths).map((path) => pathText(path, links));
  const rest = paths.length - shown.length;
  return ` ${paths.length === 1 ? "Path" : "Paths"}: ${shown.join("; ")}${rest === 0 ? "" : ` and ${rest} more`}.`;
}

/** Returns one path of a conflict, from the user to the entitlement, with the place of its first step. */
function pathText({ user, role, through, entitlement, file, line }: WitnessPath, links: Links): string {
  const steps = [user, ...(role === undefined ? [] : [`role ${role}`]), ...through];
  if (steps.at(-1) !== entitlement) steps.push(entitlement);
  return `${steps.map(forMarkdown).join(" → ")} at ${placeLink({ file, line }, links)}`;
}
