import { createHash } from "node:crypto";
import { cpSync, existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ActionHost } from "../../src/action/host.ts";
import { fitSummary } from "../../src/action/fit-summary.ts";
import { aWorkspace, morning, step } from "./runner.ts";

/** A workspace whose folder `change` holds the sample company. */
function aChange(): string {
  const workspace = aWorkspace();
  cpSync("access", join(workspace, "change", "access"), { recursive: true });
  return workspace;
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

describe("validate in a workflow", () => {
  it("passes for valid files, with the counts as outputs and the result as summary", async () => {
    const done = await step(
      { command: "validate", arguments: `--root=change\n--at=${morning}` },
      { workspace: aChange() },
    );
    expect(done.failed).toEqual([]);
    expect(done.outputs).toMatchObject({ "exit-code": "0", errors: "0" });
    expect(done.summary).toMatch(/\d+ users, \d+ roles/);
  });

  it("fails with an annotation at file, line and column", async () => {
    const workspace = aChange();
    const file = "access/users/engineering/broken.yaml";
    writeFileSync(join(workspace, "change", file), "id: broken\nnmae: Broken\n");
    const done = await step({ command: "validate", arguments: "--root=change" }, { workspace });
    expect(done.failed).toEqual([expect.stringContaining("findings (exit code 3)")]);
    expect(Number(done.outputs["errors"])).toBeGreaterThan(0);
    const ofFile = done.annotations.filter(({ place }) => place.file === file);
    expect(ofFile.length).toBeGreaterThan(0);
    expect(ofFile[0]).toMatchObject({ severity: "error", place: { startLine: expect.any(Number) as number } });
    expect(ofFile[0]?.message).toContain("\nFix: ");
  });

  it("shows as many findings as GitHub does, and counts the rest", async () => {
    const findings = Array.from({ length: 25 }, (_, at) => ({
      code: "lp/no-reason",
      severity: "error",
      message: `finding ${at}`,
      remedy: "write one",
      file: null,
      line: null,
      column: null,
    }));
    const done = await step(
      { command: "validate" },
      {
        run: async (argv, { out }) => {
          out(argv.includes("--format=json") ? JSON.stringify({ findings }) : "25 findings\n");
          return 3;
        },
      },
    );
    expect(done.annotations).toHaveLength(10);
    expect(done.annotations.at(-1)?.message).toContain("16 more of severity error");
    expect(done.outputs["errors"]).toBe("25");
  });

  it("shows text that people wrote without control characters", async () => {
    const finding = { severity: "warning", remedy: "wait", file: null, line: null, column: null };
    const findings = [{ ...finding, code: "lp/x\u001b]0;y", message: "reason \u001b[2J\u202e" }];
    const done = await step(
      { command: "validate" },
      {
        run: async (_, { out }) => {
          out(JSON.stringify({ findings }));
          return 0;
        },
      },
    );
    const { message, place } = done.annotations[0] ?? { message: "", place: { title: "" } };
    expect(message.startsWith("reason ")).toBe(true);
    expect(message.endsWith("\nFix: wait")).toBe(true);
    expect(`${message.replace("\n", "")}${place.title}`).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it("judges the JSON and the Markdown result at the same instant", async () => {
    const lines: (readonly string[])[] = [];
    await step(
      { command: "validate" },
      {
        run: async (argv, { out }) => {
          lines.push(argv);
          out("{}");
          return 0;
        },
      },
    );
    expect(lines).toHaveLength(2);
    expect(lines.every((argv) => argv.includes(`--at=${morning}`))).toBe(true);
  });
});

describe("plan in a workflow", () => {
  const plan = JSON.stringify({ findings: [], operations: [{}, {}], digest: `sha256:${"a".repeat(64)}` });
  const planning = (content: string | null): Parameters<typeof step>[1] & object =>
    ({
      run: async (argv, { cwd, out }) => {
        out("two operations\n");
        const file = argv.find((argument) => argument.startsWith("--out="))?.slice("--out=".length) ?? "";
        if (content !== null) writeFileSync(file.startsWith("/") ? file : join(cwd, file), content);
        return content === null ? 3 : 0;
      },
    }) as const;

  it("sets the digest, the number of operations, and the checksum of the requested file", async () => {
    const workspace = aWorkspace();
    const done = await step({ command: "plan", arguments: "--out=plan.json" }, { workspace, ...planning(plan) });
    expect(done.outputs).toEqual({
      "exit-code": "0",
      "plan-sha256": sha256(plan),
      errors: "0",
      warnings: "0",
      operations: "2",
      digest: "a".repeat(64),
    });
    expect(done.summary).toBe("two operations\n");
  });

  it("deletes its file when no file was requested", async () => {
    const workspace = aWorkspace();
    const done = await step({ command: "plan" }, { workspace, ...planning(plan) });
    expect(done.outputs["operations"]).toBe("2");
    expect(readdirSync(join(workspace, "temp"))).toEqual([]);
  });

  it("does not use the file of an earlier step", async () => {
    const workspace = aWorkspace();
    writeFileSync(join(workspace, "plan.json"), plan);
    const done = await step({ command: "plan", arguments: "--out\nplan.json" }, { workspace, ...planning(null) });
    expect(done.outputs).toEqual({ "exit-code": "3" });
    expect(existsSync(join(workspace, "plan.json"))).toBe(false);
  });

  it("sets no digest that is not valid", async () => {
    const forged = JSON.stringify({ digest: "sha256:x\nGITHUB_TOKEN=y" });
    const done = await step({ command: "plan" }, planning(forged));
    expect(done.outputs).toEqual({ "exit-code": "0" });
  });
});

describe("apply in a workflow", () => {
  it("shows the summary that apply wrote, also when it stopped", async () => {
    const workspace = aWorkspace();
    const done = await step(
      { command: "apply", arguments: "--unattended" },
      {
        workspace,
        run: async (argv) => {
          expect(argv.slice(0, 2)).toEqual(["apply", "--unattended"]);
          writeFileSync(argv.at(-1)?.replace("--summary=", "") ?? "", "one done, one failed\n");
          return 5;
        },
      },
    );
    expect(done.summary).toBe("one done, one failed\n");
    expect(done.failed).toEqual([expect.stringContaining("exit code 5")]);
    expect(readdirSync(join(workspace, "temp"))).toEqual([]);
  });

  it("accepts only the exit codes that the workflow names", async () => {
    const ending = (code: 2 | 4) => ({ run: async () => code });
    const inputs = { command: "approvals", accept: "4" };
    expect((await step(inputs, ending(4))).failed).toEqual([]);
    expect((await step(inputs, ending(2))).failed).toHaveLength(1);
  });

  it("fails when the result does not fit, because a hidden line is not reviewed", async () => {
    const run = async (_: readonly string[], { out }: { out: (text: string) => void }) => {
      out("- one of very many operations\n".repeat(40_000));
      return 0 as const;
    };
    const done = await step({ command: "approvals" }, { run });
    expect(Buffer.byteLength(done.summary)).toBeLessThan(1_000_000);
    expect(done.summary).toContain("lines are left out.**");
    expect(done.failed).toEqual([expect.stringContaining("too long")]);
  });
});

describe("the log", () => {
  const hostile = "::add-mask::x\n##[set-output name=y]z\n::stop-commands::w\nno end of line";

  it("does not interpret a command's output as a workflow command, on either stream", async () => {
    const run = async (_: readonly string[], { out, err }: { out: (t: string) => void; err: (t: string) => void }) => {
      out(hostile);
      err(hostile);
      return 0 as const;
    };
    const { log } = await step({ command: "doctor" }, { run });
    const lines = log.split("\n");
    expect(lines[0]).toBe("::stop-commands::nonce-1");
    expect(lines.at(-2)).toBe("::nonce-1::");
    expect(lines.at(-1)).toBe("");
    expect(lines.filter((line) => line === "::nonce-1::")).toHaveLength(1);
  });

  it("turns workflow commands on again when the command throws", async () => {
    const log: string[] = [];
    const run = async (): Promise<never> => {
      throw new Error("broken");
    };
    await expect(step({ command: "doctor" }, { run, log })).rejects.toThrow("broken");
    expect(log.at(-1)).toBe("::nonce-1::\n");
  });
});

describe("credentials", () => {
  const key = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqh\nsecondLineOfTheKey\n-----END PRIVATE KEY-----";

  it("are masked before the first output, line by line and value by value", async () => {
    const jwk = JSON.stringify({ kty: "RSA", d: "privateExponent", p: "firstPrimeFactor" });
    const env = {
      OKTA_CLIENT_PRIVATEKEY: key,
      OKTA_CLIENT_TOKEN: jwk,
      GITHUB_TOKEN: "ghs_canary",
      HOME: "/home/runner",
    };
    const done = await step({ command: "unknown" }, { env });
    for (const secret of [
      key,
      "MIIEvQIBADANBgkqh",
      "secondLineOfTheKey",
      "privateExponent",
      "firstPrimeFactor",
      "ghs_canary",
    ])
      expect(done.masked).toContain(secret);
    expect(done.masked).not.toContain("RSA");
    expect(done.masked).not.toContain("/home/runner");
    expect(done.log).toBe("");
  });

  it("are masked under the name with the prefix of a system, and not under other names", async () => {
    const env = {
      EU_OKTA_CLIENT_PRIVATEKEY: key,
      EU_OKTA_CLIENT_TOKEN: "canary-token-of-europe",
      EU_GOOGLE_OAUTH_ACCESS_TOKEN: "canary-token-of-google",
      EU_OKTA_CLIENT_ORGURL: "https://acme-eu.okta.example",
      OKTA_CLIENT_TOKENS: "not-a-credential",
    };
    const { masked } = await step({ command: "unknown" }, { env });
    expect(masked).toEqual(
      expect.arrayContaining(["secondLineOfTheKey", "canary-token-of-europe", "canary-token-of-google"]),
    );
    expect(masked).not.toContain("https://acme-eu.okta.example");
    expect(masked).not.toContain("not-a-credential");
  });

  it("that are derived during the run are masked at once, with workflow commands on for this one command", async () => {
    const log: string[] = [];
    const run: ActionHost["run"] = async (_, { out, err, onSecret }) => {
      err("connecting\n");
      onSecret?.("canary-token-of-okta");
      out("::add-mask::x\nno end of line");
      onSecret?.("canary-token-of-google");
      out("done\n");
      return 0;
    };
    const { masked } = await step({ command: "doctor" }, { run, log });
    expect(masked).toEqual(["canary-token-of-okta", "canary-token-of-google"]);
    expect(log.join("").split("\n")).toEqual([
      "::stop-commands::nonce-1",
      "connecting",
      "::nonce-1::",
      "::stop-commands::nonce-2",
      "::add-mask::x",
      "no end of line",
      "::nonce-2::",
      "::stop-commands::nonce-3",
      "done",
      "::nonce-3::",
      "",
    ]);
  });

  it("come from the runner's identity token for Google, only for this step", async () => {
    const workspace = aWorkspace();
    const provider = "projects/12/locations/global/workloadIdentityPools/rolecall/providers/github";
    let seen: unknown;
    await step(
      {
        command: "doctor",
        "google-workload-identity-provider": provider,
        "google-service-account": "a@b.iam.gserviceaccount.com",
      },
      {
        workspace,
        env: {
          ACTIONS_ID_TOKEN_REQUEST_URL: "https://token.example/x?v=2",
          ACTIONS_ID_TOKEN_REQUEST_TOKEN: "bearer-token",
        },
        run: async (_, { env }) => {
          seen = JSON.parse(readFileSync(env["GOOGLE_APPLICATION_CREDENTIALS"] ?? "", "utf8"));
          return 0;
        },
      },
    );
    expect(seen).toMatchObject({
      type: "external_account",
      audience: `//iam.googleapis.com/${provider}`,
      credential_source: {
        url: `https://token.example/x?v=2&audience=${encodeURIComponent(`https://iam.googleapis.com/${provider}`)}`,
        headers: { Authorization: "Bearer bearer-token" },
      },
    });
    expect(readdirSync(join(workspace, "temp"))).toEqual([]);
  });
});

describe("an invalid input", () => {
  const good = { command: "plan" };
  const google = {
    "google-workload-identity-provider": "projects/1/locations/global/workloadIdentityPools/a/providers/b",
    "google-service-account": "a@b.iam.gserviceaccount.com",
  };
  it.each([
    ["a command that needs a person", { command: "demo" }, "validate, diff, plan"],
    ["no command", { command: "" }, "validate, diff, plan"],
    ["an output format", { ...good, arguments: "--root=x\n--format=json" }, "sets the format itself"],
    ["the short form of an output format", { ...good, arguments: "--json" }, "sets the format itself"],
    ["a pull request that is not a number", { ...good, "pull-request": "12 --yes" }, "expected a number or"],
    ["half of a queue's branch", { ...good, "pull-request": `12-${"a".repeat(40)}` }, "expected a number or"],
    ["a branch that is not a queue's", { ...good, "pull-request": "refs/heads/main/pr-12" }, "expected a number or"],
    ["an exit code as text", { ...good, accept: "refused" }, "expected exit codes"],
    ["a plan without its checksum", { ...good, "plan-file": "plan.json" }, "plan-sha256 is not valid"],
    ["a missing plan", { ...good, "plan-file": "plan.json", "plan-sha256": "a".repeat(64) }, "does not exist"],
    [
      "one half of the federation",
      { ...good, "google-service-account": "a@b.iam.gserviceaccount.com" },
      "projects/NUMBER",
    ],
    [
      "an address that is not a service account",
      { ...good, ...google, "google-service-account": "a@b.example" },
      "address",
    ],
    ["federation without the permission", { ...good, ...google }, "id-token: write"],
  ])("is rejected before anything runs: %s", async (_, inputs, message) => {
    let isRun = false;
    const run = async () => {
      isRun = true;
      return 0 as const;
    };
    const done = await step(inputs, { run });
    expect(done.failed).toEqual([expect.stringContaining(message)]);
    expect(done.outputs).toEqual({ "exit-code": "64" });
    expect(isRun).toBe(false);
  });
});

describe("a plan of another job that is too large", () => {
  it("is not read", async () => {
    const workspace = aWorkspace();
    writeFileSync(join(workspace, "plan.json"), "");
    truncateSync(join(workspace, "plan.json"), 64 * 1024 * 1024 + 1);
    const done = await step(
      { command: "comment", "plan-file": "plan.json", "plan-sha256": "a".repeat(64) },
      { workspace, run: async () => 0 },
    );
    expect(done.failed).toEqual([expect.stringContaining("is too large")]);
  });
});

describe("a command line from the inputs", () => {
  const argvOf = async (
    inputs: Readonly<Record<string, string>>,
    workspace = aWorkspace(),
  ): Promise<readonly string[]> => {
    let seen: readonly string[] = [];
    await step(
      { command: "doctor", ...inputs },
      {
        workspace,
        run: async (argv) => {
          seen = argv;
          return 0;
        },
      },
    );
    return seen;
  };

  it("has one argument for each line, without splitting and without a shell", async () => {
    const lines = "--root=a folder\n\n  --commit=$(touch x)  \n`y`";
    expect(await argvOf({ arguments: lines })).toEqual(["doctor", "--root=a folder", "--commit=$(touch x)", "`y`"]);
  });

  it("has the pull request's number, also from the merge queue's branch", async () => {
    expect(await argvOf({ "pull-request": "12" })).toEqual(["doctor", "--pull-request=12"]);
    const branch = `refs/heads/gh-readonly-queue/main/pr-104-${"a".repeat(40)}`;
    expect(await argvOf({ "pull-request": branch })).toEqual(["doctor", "--pull-request=104"]);
  });

  it("has the plan of the other job when its checksum matches", async () => {
    const workspace = aWorkspace();
    writeFileSync(join(workspace, "plan.json"), "{}");
    const inputs = { "plan-file": "plan.json", "plan-sha256": sha256("{}") };
    expect(await argvOf(inputs, workspace)).toEqual(["doctor", "--plan=plan.json"]);
    writeFileSync(join(workspace, "plan.json"), '{"digest":"swapped"}');
    const swapped = await step({ command: "doctor", ...inputs }, { workspace });
    expect(swapped.failed).toEqual([expect.stringContaining("does not match plan-sha256")]);
  });
});

describe("a summary that is too long", () => {
  it("is cut at the end of a line, and starts with the number of missing lines", () => {
    const markdown = "ü".repeat(30) + "\n" + "é".repeat(30) + "\nlast\n";
    expect(fitSummary(markdown, 1000)).toEqual({ text: markdown, isWhole: true });
    expect(fitSummary(markdown, 98)).toEqual({
      text: `**Too long to show: the last 2 lines are left out.**\n\n${"ü".repeat(30)}\n`,
      isWhole: false,
    });
  });
});
