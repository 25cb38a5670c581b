import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { aFolder } from "../support/sandboxed.ts";

/** The packages that the built command line loads from node_modules. */
function packagesLoadedBy(argv: readonly string[], env: Record<string, string> = {}): ReadonlySet<string> {
  const record = join(aFolder(), "imports.txt");
  const recorder = pathToFileURL("test/cli/record-imports.mjs").href;
  spawnSync(process.execPath, ["--import", recorder, "dist/cli/main.js", ...argv], {
    env: { PATH: process.env["PATH"], RECORD_IMPORTS: record, ...env },
  });
  const packages = [...readFileSync(record, "utf8").matchAll(/node_modules\/((?:@[^/]+\/)?[^/]+)\//g)];
  return new Set(packages.map(([, name]) => name ?? ""));
}

const heavy = ["@okta/okta-sdk-nodejs", "googleapis", "@octokit/rest", "@actions/core", "@clack/prompts", "micromark"];

it.each([["--help"], ["validate"], ["what", "ada-lovelace"], ["explain", "lp/too-long"], ["test"]])(
  "rolecall %s loads no SDK",
  (...argv) => {
    const loaded = packagesLoadedBy(argv);
    expect(loaded).toContain("commander");
    expect(heavy.filter((name) => loaded.has(name))).toEqual([]);
  },
);

it("loads the SDKs for a plan, which shows that the recorder works", () => {
  const loaded = packagesLoadedBy(["plan"], {
    ROLECALL_OKTA_URL: "http://127.0.0.1:9",
    ROLECALL_GOOGLE_URL: "http://127.0.0.1:9",
    OKTA_CLIENT_TOKEN: "t",
    GOOGLE_OAUTH_ACCESS_TOKEN: "t",
  });
  expect(heavy.filter((name) => loaded.has(name))).toEqual(["@okta/okta-sdk-nodejs", "googleapis"]);
});
