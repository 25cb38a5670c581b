import { fileURLToPath } from "node:url";
import type { Tree } from "../../src/load/tree.ts";
import type { AccessModel } from "../../src/model/documents.ts";
import type { AssignmentIndex } from "../../src/model/effective.ts";
import type { Instant } from "../../src/model/instant.ts";
import type { Finding } from "../../src/diagnostics/finding.ts";
import { checkTree } from "../../src/workflow/check.ts";
import { folderSource } from "../../src/source/folder-source.ts";

/** The repository's root, which contains access/ and schemas/. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

let read: Promise<Tree> | undefined;

/** The files of the sample company, read once. */
export function sampleTree(): Promise<Tree> {
  read ??= Promise.resolve(folderSource(root).read());
  return read;
}

export interface SampleCompany {
  readonly at: Instant;
  readonly model: AccessModel;
  readonly index: AssignmentIndex;
  readonly findings: readonly Finding[];
}

const judged = new Map<Instant, SampleCompany>();

/** Returns the sample company at an instant, cached per instant. Throws if its files have errors. */
export async function sampleCompany(at: Instant): Promise<SampleCompany> {
  const known = judged.get(at);
  if (known !== undefined) return known;
  const { resolved, findings } = checkTree(await sampleTree(), at);
  if (resolved === null) throw new Error(`the sample company has errors: ${JSON.stringify(findings, null, 2)}`);
  const company = { ...resolved, findings };
  judged.set(at, company);
  return company;
}

/** Days on which the company must be valid, from the day it was written to the last day before a grant ends. */
export const days = ["2026-11-25", "2026-12-01", "2027-03-01", "2027-06-01", "2028-06-01", "2029-01-30"] as const;
export const morningOf = (day: string): Instant => Date.parse(`${day}T09:00:00Z`);
