import type { Finding, UnlocatedFinding } from "../diagnostics/finding.ts";
import type { DocumentKindName } from "../formats/document-kind-name.ts";
import type { Collected } from "./collected.ts";
import { documentKinds, type DocumentOf } from "./kinds/index.ts";
import type { PathMeaning } from "./path-kind.ts";
import type { Report } from "./problems.ts";

/** What one file adds to the model: its documents and its findings. It depends on the file and on rolecall.yaml alone. */
export interface ReadFile {
  readonly kind: DocumentKindName;
  readonly documents: readonly DocumentOf<DocumentKindName>[];
  readonly findings: readonly (Finding | UnlocatedFinding)[];
  /** The file has errors, so that its documents may be missing. */
  readonly isBroken: boolean;
}

/** Adds a file to what was collected. A reference to the id of a broken file is not reported again. */
export function collect(
  { kind, documents, findings, isBroken }: ReadFile,
  { named }: PathMeaning,
  { collected, report }: { readonly collected: Collected; readonly report: Report },
): void {
  for (const finding of findings) report(finding);
  (collected.documents[kind] as DocumentOf<DocumentKindName>[]).push(...documents);
  const { identity } = documentKinds[kind];
  if (!isBroken || identity === null) return;
  const ids = collected.broken.get(kind) ?? new Set<string>();
  ids.add(identity.ofPath(named));
  collected.broken.set(kind, ids);
}
