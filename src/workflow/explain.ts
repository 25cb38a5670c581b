import { applyPages } from "../apply/pages.ts";
import { approvalPages } from "../approval/pages.ts";
import { codeownersPages } from "../codeowners/pages.ts";
import type { CodePage, PagedCode } from "../diagnostics/code.ts";
import { documentPages } from "../load/pages/documents.ts";
import { filePages } from "../load/pages/files.ts";
import { planPages } from "../plan/pages.ts";
import { portPages } from "../ports/pages.ts";
import { policyPages } from "../policy/pages.ts";
import { unattendedPages } from "./after-merge/pages.ts";
import { pullRequestPages } from "./review/pages.ts";

const pages: Readonly<Record<PagedCode, CodePage>> = {
  ...filePages,
  ...codeownersPages,
  ...documentPages,
  ...policyPages,
  ...planPages,
  ...portPages,
  ...unattendedPages,
  ...applyPages,
  ...approvalPages,
  ...pullRequestPages,
};

/** Every code Rolecall can print, with its page. */
export const codePages: ReadonlyMap<string, CodePage> = new Map(Object.entries(pages));

/** Returns the page of a code; every `sod/…` and every `custom/…` code shares the page of its family. */
export function pageOf(code: string): CodePage | undefined {
  const family = ["sod", "custom"].find((name) => code.startsWith(`${name}/`));
  return codePages.get(code) ?? (family === undefined ? undefined : codePages.get(`${family}/<rule>`));
}
