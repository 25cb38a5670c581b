import type { Finding, Severity } from "../../diagnostics/finding.ts";
import { compareText } from "../../support/compare.ts";
import type { ChangedFinding, FindingChanges } from "./diff.ts";
import { appendTo } from "../../support/multi-map.ts";

const weight: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/**
 * The findings of a head compared with those of its base, by what they are about and not by where they stand: code, user
 * and subject. Both lists come sorted, and so do the answers. Equal ones are paired one by one, so that a second finding of
 * the same kind is not hidden by the first.
 */
export function compareFindings(base: readonly Finding[], head: readonly Finding[]): FindingChanges {
  const before = new Map<string, Finding[]>();
  for (const finding of base) {
    const identity = identityOf(finding);
    appendTo(before, identity, finding);
  }
  const appeared: ChangedFinding[] = [];
  const eased: ChangedFinding[] = [];
  const paired = new Set<Finding>();
  let kept = 0;
  for (const finding of head) {
    const old = before.get(identityOf(finding))?.shift();
    if (old !== undefined) paired.add(old);
    const was = old?.severity ?? null;
    if (was === null || weight[finding.severity] < weight[was]) appeared.push({ finding, was });
    else if (weight[finding.severity] > weight[was]) eased.push({ finding, was });
    else kept += 1;
  }
  return { appeared, eased, cured: base.filter((finding) => !paired.has(finding)), kept };
}

/**
 * What a finding is about. A conflict is known by what it keeps apart, whatever files it comes by; every other finding by
 * the object its file describes and its words, in which numbers (lines, counts, dates) do not count.
 */
export function identityOf({ code, user, file, message, paths }: Finding): string {
  const held = [...new Set((paths ?? []).map(({ entitlement }) => entitlement))].sort(compareText);
  const subject =
    held.length === 0
      ? [objectOf(file), message.replaceAll(/\d+/gu, "#")]
      : [...held, ...(user === null || user === undefined ? [objectOf(file)] : [])];
  return [code, user ?? "", ...subject].join("\n");
}

/** Users, roles and entitlements keep their identity when their file moves to another folder; other paths are their meaning. */
function objectOf(file: string | null): string {
  if (file === null) return "";
  const name = file.slice(file.lastIndexOf("/") + 1);
  const [, folder = "", system = ""] = file.split("/");
  if (folder === "users" || folder === "roles") return `${folder}/${name}`;
  return folder === "entitlements" ? `${folder}/${system}/${name}` : file;
}
