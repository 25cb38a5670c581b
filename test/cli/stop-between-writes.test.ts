import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, request as sendRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startCompanySandbox } from "../../src/cli/sandbox-session.ts";
import { systemClock } from "../../src/cli/system-clock.ts";
import { readJournal } from "../../src/journal/read-journal.ts";
import { atTestEnd } from "../support/cleanup.ts";
import { writeFiles } from "../support/real-git.ts";
import { aFolder, aSmallCompany } from "../support/sandboxed.ts";
import { grantFile, grantPath, oneAtATime } from "../workflow/after-merge/company-files.ts";

/** Starts a server in front of another one. It holds each answer to a write until `hold` is done. */
async function aProxy(target: string, hold: () => Promise<void>): Promise<string> {
  const server = createServer((request, response) => {
    const { method, url, headers } = request;
    const sent = sendRequest(new URL(url ?? "/", target), { method, headers }, (answer) => {
      const pass = (): void => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      };
      if (method === "GET") pass();
      else void hold().then(pass);
    });
    request.pipe(sent);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  atTestEnd(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A company whose providers lack two memberships, in front of which a proxy holds the writes. */
async function aCompanyWithTwoWrites(hold: () => Promise<void>) {
  const root = aSmallCompany();
  const surroundings = { cwd: root, env: {}, clock: systemClock, random: () => 0.1, isInteractive: false };
  const sandbox = await startCompanySandbox(
    { root: ".", drift: "none" },
    {
      ...surroundings,
      out: () => undefined,
      err: () => undefined,
      ask: async () => "",
      signal: new AbortController().signal,
    },
  );
  atTestEnd(sandbox.close);
  writeFiles(root, {
    ...oneAtATime,
    [grantPath("ada", "okta/wiki")]: grantFile("ada", "okta/wiki"),
    [grantPath("bob", "okta/wiki")]: grantFile("bob", "okta/wiki"),
  });
  const env = {
    PATH: process.env["PATH"] ?? "",
    ROLECALL_OKTA_URL: await aProxy(sandbox.okta.url, hold),
    ROLECALL_GOOGLE_URL: sandbox.google.url,
    OKTA_CLIENT_TOKEN: sandbox.token,
    GOOGLE_OAUTH_ACCESS_TOKEN: sandbox.token,
  };
  const writes = (): number => sandbox.okta.count({ isWrite: true }) + sandbox.google.count({ isWrite: true });
  return { root, env, writes };
}

const stopping = "\nStopping. A write in flight is finished and recorded first. Press Ctrl-C again to stop at once.\n";

describe("the built program", { timeout: 60_000 }, () => {
  it.each([
    ["SIGTERM", 143],
    ["SIGINT", 130],
  ] as const)("finishes and records the write in flight at %s, and sends no later one", async (signal, code) => {
    let begin = (): void => undefined;
    const isSent = new Promise<void>((resolve) => (begin = resolve));
    let release = (): void => undefined;
    const isReleased = new Promise<void>((resolve) => (release = resolve));
    const { root, env, writes } = await aCompanyWithTwoWrites(() => {
      begin();
      return isReleased;
    });
    const journal = join(aFolder(), "journal.jsonl");
    const child = spawn(
      process.execPath,
      [join(process.cwd(), "dist/cli/main.js"), "apply", "--yes", "--journal", journal],
      { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] },
    );
    atTestEnd(() => void child.kill("SIGKILL"));
    let [out, err] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => {
      err += chunk.toString();
      // The answer to the write arrives after the signal.
      if (err.includes(stopping)) release();
    });
    const ended = once(child, "close");
    await isSent;
    child.kill(signal);
    expect((await ended)[0]).toBe(code);
    expect(writes()).toBe(1);
    expect(err).toContain(stopping);
    expect(out).toContain("Stopped: the run was interrupted\n");
    expect(out).toContain("Applied: 1 done, 1 not attempted.");
    const records = readJournal(journal) ?? [];
    expect(records.map((record) => (record.kind === "result" ? record.outcome : record.kind))).toEqual([
      "operator",
      "run-started",
      "intent",
      "done",
      "not-attempted",
      "run-ended",
    ]);
  });
});
