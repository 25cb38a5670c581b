import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { atTestEnd } from "../support/cleanup.ts";
import { aSmallCompany } from "../support/sandboxed.ts";
import { aWorkspace } from "./runner.ts";

/** Starts the built action against providers that do not answer. */
async function started(inputs: Readonly<Record<string, string>>) {
  let heard = (): void => undefined;
  const isAsked = new Promise<void>((resolve) => (heard = resolve));
  const server = createServer(() => heard());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  atTestEnd(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const folder = aWorkspace();
  const files = { GITHUB_STEP_SUMMARY: join(folder, "summary.md"), GITHUB_OUTPUT: join(folder, "outputs.txt") };
  for (const file of Object.values(files)) writeFileSync(file, "");
  const child = spawn(process.execPath, [join(process.cwd(), "dist/action/main.js")], {
    cwd: folder,
    env: {
      PATH: process.env["PATH"] ?? "",
      ...files,
      GITHUB_WORKSPACE: aSmallCompany(),
      RUNNER_TEMP: folder,
      ROLECALL_OKTA_URL: url,
      ROLECALL_GOOGLE_URL: url,
      OKTA_CLIENT_TOKEN: "token",
      GOOGLE_OAUTH_ACCESS_TOKEN: "token",
      ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  atTestEnd(() => void child.kill("SIGKILL"));
  let log = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (log += chunk.toString()));
  const ended = once(child, "close").then(([code]) => ({
    code: code as number | null,
    log,
    outputs: readFileSync(files.GITHUB_OUTPUT, "utf8"),
  }));
  return { child, isAsked, ended };
}

describe("a step of the action", { timeout: 60_000 }, () => {
  it.each([
    ["plan", "SIGINT", 130],
    ["plan", "SIGTERM", 143],
    ["observe", "SIGTERM", 143],
  ] as const)("that runs %s ends at %s with exit code %i, and names the step", async (command, signal, code) => {
    const { child, isAsked, ended } = await started({ command });
    await isAsked;
    child.kill(signal);
    const ran = await ended;
    expect(ran.code).toBe(code);
    expect(ran.log).toContain("Stopping. A write in flight is finished and recorded first.");
    expect(ran.log).toMatch(/stopped by a signal while reading \w+.*\. Nothing was written\./);
    expect(ran.log).toContain(
      `::error::rolecall ${command}: stopped by a signal (exit code ${code}); the call in flight was finished`,
    );
    expect(ran.outputs).toMatch(new RegExp(`exit-code<<.*\\n${code}\\n`));
  });

  it("ends at its deadline with exit code 1 although a read goes on", async () => {
    const { ended } = await started({ command: "plan", arguments: "--deadline=PT3S" });
    const ran = await ended;
    expect(ran.code).toBe(1);
    expect(ran.log).toMatch(/stopped by the deadline of PT3S while reading/);
  });
});
