import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { atTestEnd } from "../support/cleanup.ts";
import { aFolder, aSandbox, aSmallCompany, aSmallSandbox } from "../support/sandboxed.ts";

type Answer = "none" | "rate refusal";

/** Starts a provider that does not answer, or that refuses until a reset in four minutes. */
async function aProvider(answer: Answer) {
  let heard = (): void => undefined;
  const isAsked = new Promise<void>((resolve) => (heard = resolve));
  const server = createServer((_request, response) => {
    heard();
    if (answer === "none") return;
    const reset = String(Math.floor(Date.now() / 1000) + 240);
    response.writeHead(429, { "x-rate-limit-reset": reset, "retry-after": "240", "content-type": "application/json" });
    response.end("{}");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  atTestEnd(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, isAsked };
}

/** Starts the built program against providers that answer in this way, and returns its end. */
async function started(argv: readonly string[], answer: Answer) {
  const { url, isAsked } = await aProvider(answer);
  const child = spawn(process.execPath, [join(process.cwd(), "dist/cli/main.js"), ...argv], {
    cwd: aSmallCompany(),
    env: {
      COLUMNS: "1000", // one line per message
      PATH: process.env["PATH"] ?? "",
      ROLECALL_OKTA_URL: url,
      ROLECALL_GOOGLE_URL: url,
      OKTA_CLIENT_TOKEN: "token",
      GOOGLE_OAUTH_ACCESS_TOKEN: "token",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  atTestEnd(() => void child.kill("SIGKILL"));
  let err = "";
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  const ended = once(child, "close").then(([code]) => ({ code: code as number | null, err }));
  return { child, isAsked, ended };
}

const commands = [["plan"], ["observe"], ["apply", "--yes", "--journal", "journal.jsonl"]];
const cases = commands.flatMap((argv) =>
  (["none", "rate refusal"] as const).map((answer) => [argv[0], answer, argv] as const),
);

/** Runs each command against each kind of provider, side by side, because every one of them mostly waits. */
const inEveryCase = (run: (argv: readonly string[], answer: Answer) => Promise<readonly unknown[]>) =>
  Promise.all(cases.map(async ([name, answer, argv]) => [name, answer, ...(await run(argv, answer))]));
const everyCase = (code: number) => cases.map(([name, answer]) => [name, answer, code, true]);

describe("a run that waits for a provider", () => {
  it("ends at a signal, names the step and has written nothing", async () => {
    const ends = await inEveryCase(async (argv, answer) => {
      const { child, isAsked, ended } = await started(argv, answer);
      await isAsked;
      child.kill("SIGTERM");
      const { code, err } = await ended;
      return [code, /stopped by a signal while reading \w+.*\. Nothing was written\./.test(err)];
    });
    expect(ends).toEqual(everyCase(143));
  });

  it("ends at its deadline with exit code 1", async () => {
    const ends = await inEveryCase(async (argv, answer) => {
      const { code, err } = await (await started([...argv, "--deadline", "PT3S"], answer)).ended;
      return [code, /stopped by the deadline of PT3S while reading .+\. Nothing was written\./.test(err)];
    });
    expect(ends).toEqual(everyCase(1));
  });
});

describe("a run that writes", () => {
  it("finishes the writes in flight at a signal, sends nothing after it, and reports both", async () => {
    const { rolecall, writes } = await aSandbox();
    const interrupted = new AbortController();
    const { code, out } = await rolecall(["apply", "--yes", "--journal", join(aFolder(), "journal.jsonl")], {
      signal: interrupted.signal,
      err: (text) => {
        if (text.includes("1/")) interrupted.abort();
      },
    });
    expect(code).toBe(5);
    // At most eight operations were in flight.
    expect(writes()).toBeLessThanOrEqual(8);
    expect(out).toContain(`Applied: ${writes()} done`);
    expect(out).toContain("the run was interrupted");
  });
});

it("refuses a deadline that is not a duration of at most a day", async () => {
  const { rolecall, requests } = await aSmallSandbox();
  for (const deadline of ["soon", "PT0S", "P2D", "P1M"]) {
    const { code, err } = await rolecall(["plan", "--deadline", deadline]);
    expect([code, err]).toEqual([64, expect.stringContaining("--deadline is not valid")]);
  }
  expect((await rolecall(["plan", "--deadline", "PT30M"])).code).toBe(0);
  expect(requests()).toBeGreaterThan(0);
});
