import { fileURLToPath } from "node:url";
import type { Tree } from "../../src/load/tree.ts";
import type { AccessModel } from "../../src/model/documents.ts";
import type { AssignmentIndex } from "../../src/model/effective.ts";
import type { Instant } from "../../src/model/instant.ts";
import type { Finding } from "../../src/diagnostics/finding.ts";
import { checkTree } from "../../src/workflow/check.ts";
import { folderSource } from "../../src/source/folder-source.ts";

/** The repository's root: what holds access/ and schemas/. */
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

/** The sample company as it is judged at `at`, once for each instant; an error of its files fails the test that asks. */
export async function sampleCompany(at: Instant): Promise<SampleCompany> {
  const known = judged.get(at);
  if (known !== undefined) return known;
  const { resolved, findings } = checkTree(await sampleTree(), at);
  if (resolved === null) throw new Error(`the sample company has errors: ${JSON.stringify(findings, null, 2)}`);
  const company = { ...resolved, findings };
  judged.set(at, company);
  return company;
}

/** Days on which the company has to be in order: the day it was written, the day reports are made for, and later ones up to the last before a grant ends. */
export const days = ["2026-11-25", "2026-12-01", "2027-03-01", "2027-06-01", "2028-06-01", "2029-01-30"] as const;
export const morningOf = (day: string): Instant => Date.parse(`${day}T09:00:00Z`);
