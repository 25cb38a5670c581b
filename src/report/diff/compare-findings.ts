import type { Finding, Severity } from "../../diagnostics/finding.ts";
import { compareText } from "../../support/compare.ts";
import type { ChangedFinding, FindingChanges } from "./diff.ts";
import { appendTo } from "../../support/multi-map.ts";

const rank: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/**
 * Compares the findings of a head with those of its base by code, user and subject, not by line. Both lists are sorted, and so
 * are the results. Equal findings are paired one by one, so that the first does not hide a second one of the same kind.
 */
export function compareFindings(base: readonly Finding[], head: readonly Finding[]): FindingChanges {
  const before = new Map<string, Finding[]>();
  for (const finding of base) {
    const identity = identityOf(finding);
    appendTo(before, identity, finding);
  }
  const appeared: ChangedFinding[] = [];
  const downgraded: ChangedFinding[] = [];
  const paired = new Set<Finding>();
  let kept = 0;
  for (const finding of head) {
    const old = before.get(identityOf(finding))?.shift();
    if (old !== undefined) paired.add(old);
    const was = old?.severity ?? null;
    // What the baseline accepts is not new. The change that adds the baseline shows it as downgraded.
    if (was === null && finding.accepted === true) kept += 1;
    else if (was === null || rank[finding.severity] < rank[was]) appeared.push({ finding, was });
    else if (rank[finding.severity] > rank[was]) downgraded.push({ finding, was });
    else kept += 1;
  }
  return { appeared, downgraded, resolved: base.filter((finding) => !paired.has(finding)), kept };
}

/**
 * Returns the identity of a finding. A conflict is identified by its rule and entitlements, not by its files. Every other
 * finding is identified by the object of its file and its witness, else its message, without numbers (counts, dates).
 */
export function identityOf({ code, user, file, message, paths, witness = [] }: Finding): string {
  const held = [...new Set((paths ?? []).map(({ entitlement }) => entitlement))].sort(compareText);
  const subject =
    held.length === 0
      ? [
          objectOf(file),
          (witness.length === 0 ? message : [...witness].sort(compareText).join("\n")).replaceAll(/\d+/gu, "#"),
        ]
      : [...held, ...(user === null || user === undefined ? [objectOf(file)] : [])];
  return [code, user ?? "", ...subject].join("\n");
}

/** Returns the object of a file. Users, roles and entitlements keep their id when their file moves; other paths are significant. */
function objectOf(file: string | null): string {
  if (file === null) return "";
  const name = file.slice(file.lastIndexOf("/") + 1);
  const [, folder = "", system = ""] = file.split("/");
  if (folder === "users" || folder === "roles") return `${folder}/${name}`;
  return folder === "entitlements" ? `${folder}/${system}/${name}` : file;
}
