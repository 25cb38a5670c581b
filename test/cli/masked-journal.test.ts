import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCli } from "../../src/cli/program.ts";
import type { Fault, FaultRule } from "../../src/sandbox/core/faults.ts";
import { writeFiles } from "../support/real-git.ts";
import { aFolder, aSandbox, aSmallCompany } from "../support/sandboxed.ts";
import { grantFile, grantPath, userFile } from "../workflow/after-merge/company-files.ts";
import { aScenario } from "../workflow/after-merge/scenario.ts";

const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});

/** Okta gives the token for a signed assertion. */
const appOf = { OKTA_CLIENT_TOKEN: "", OKTA_CLIENT_CLIENTID: "app", OKTA_CLIENT_PRIVATEKEY: privateKey };

/** Returns faults that give the token, and refuse every write with an error that quotes all that the provider received. */
function quotingFaults(token: string) {
  const secrets = new Set([token]);
  const quote = (authorization = ""): string => `refused ${authorization} ${[...secrets].join(" ")}`;
  const issue: Fault = {
    kind: "rewrite",
    rewrite: (_reply, { rawBody }) => {
      secrets.add(new URLSearchParams(rawBody).get("client_assertion") ?? "");
      return { status: 200, body: { token_type: "Bearer", expires_in: 3600, access_token: token } };
    },
  };
  const refuse: Fault = {
    kind: "rewrite",
    rewrite: (_reply, { headers }) => {
      const message = quote(headers["authorization"]);
      const error = { code: 400, message, errors: [{ reason: "invalid", message }] };
      return { status: 400, body: { errorCode: "E0000001", errorSummary: message, error } };
    },
  };
  const rules: readonly FaultRule[] = [
    { method: "POST", path: "/oauth2/v1/token", fault: issue },
    { method: "PUT", fault: refuse },
    { method: "POST", fault: refuse },
  ];
  /** Expects that each text quotes a refusal, and holds no secret. */
  const expectMasked = (...texts: readonly string[]): void => {
    // The token and at least one signed assertion.
    expect(secrets.size).toBeGreaterThan(1);
    for (const text of texts) {
      expect(text).toContain("refused ");
      expect(text).toContain("[secret]");
      // Nor a part of it that is long enough to be recognized.
      for (const secret of secrets) expect(text).not.toContain(secret.slice(0, 40));
    }
  };
  return { rules, expectMasked };
}

describe("a secret in a provider's error", { timeout: 60_000 }, () => {
  it.each(["text", "json"])("does not reach the journal and the %s of an apply by a person", async (format) => {
    const root = aSmallCompany();
    const { sandbox, rolecall } = await aSandbox("none", root);
    const { rules, expectMasked } = quotingFaults(sandbox.token);
    for (const rule of rules) for (const provider of [sandbox.okta, sandbox.google]) provider.addFault(rule);
    writeFiles(root, {
      "access/users/ada.yaml": userFile("ada").replace("family: Example", "family: Lovelace"),
      [grantPath("ada", "okta/wiki")]: grantFile("ada", "okta/wiki"),
    });
    const env = {
      ROLECALL_OKTA_URL: sandbox.okta.url,
      ROLECALL_GOOGLE_URL: sandbox.google.url,
      GOOGLE_OAUTH_ACCESS_TOKEN: sandbox.token,
      ...appOf,
    };
    const journal = join(aFolder(), "journal.jsonl");
    const ran = await rolecall(["apply", "--yes", "--journal", journal, "--format", format], { env });
    expect(ran.code).toBe(1);
    // Both providers refused, and each error quotes the assertion that only Okta received.
    const text = readFileSync(journal, "utf8");
    expect(text.match(/"outcome":"failed"/g)).toHaveLength(3);
    expectMasked(text, ran.out);
  });

  it("does not reach the printed journal and the summary of an unattended run", async () => {
    const scenario = await aScenario();
    const token = scenario.env["OKTA_CLIENT_TOKEN"] ?? "";
    const { rules, expectMasked } = quotingFaults(token);
    for (const rule of rules) for (const provider of [scenario.okta, scenario.google]) provider.addFault(rule);
    scenario.mergeApproved("leaves", { "access/users/bob.yaml": userFile("bob", { status: "terminated" }) }, "ada");
    const summary = join(aFolder(), "summary.md");
    scenario.fetch();
    const ran = await scenario.run((environment) =>
      runCli(
        [
          "apply",
          "--unattended",
          "--branch",
          "main",
          "--root",
          scenario.root,
          "--journal",
          scenario.journal,
          "--summary",
          summary,
        ],
        // Without the private key of the journal, the records of the containment are printed.
        { ...environment, env: { ...scenario.env, ...appOf, ROLECALL_JOURNAL_KEY: "" } },
      ),
    );
    expect(ran.code).not.toBe(0);
    const printed = ran.err.split("\n").filter((line) => line.startsWith("  journal ") && line.includes("failed"));
    expect(printed.length).toBeGreaterThan(0);
    expectMasked(printed.join("\n"), readFileSync(summary, "utf8"));
  });
});
