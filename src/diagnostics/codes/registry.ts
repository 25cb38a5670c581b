import { approvalPages } from "./approval.ts";
import { filePages } from "./files.ts";
import { githubPages } from "./github.ts";
import { modelPages } from "./model.ts";
import type { CodePage } from "./page.ts";
import { policyPages } from "./policy.ts";
import { runPages } from "./run.ts";
import { unattendedPages } from "./unattended.ts";

/** Every code Rolecall can print, with its page. A code that is not here fails a test. */
export const codePages: ReadonlyMap<string, CodePage> = new Map(
  Object.entries({
    ...filePages,
    ...githubPages,
    ...modelPages,
    ...policyPages,
    ...runPages,
    ...unattendedPages,
    ...approvalPages,
  }),
);

/** The page of a code; every `sod/…` and every `custom/…` code shares the page of its family. */
export function pageOf(code: string): CodePage | undefined {
  const family = ["sod", "custom"].find((name) => code.startsWith(`${name}/`));
  return codePages.get(code) ?? (family === undefined ? undefined : codePages.get(`${family}/<rule>`));
}
