import { randomInt, randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import * as core from "@actions/core";
import { flushed, stoppingText, stopSignals } from "../cli/end-of-process.ts";
import type { ExitCode } from "../cli/exit-codes.ts";
import { runCli } from "../cli/program.ts";
import { systemClock } from "../cli/system-clock.ts";
import { runAction } from "./run-action.ts";

// The only file of the action that uses the runner directly: inputs, environment, log, outputs, signals.

const interrupted = new AbortController();
let signalCode: ExitCode | undefined;
for (const [signal, code] of stopSignals)
  process.on(signal, () => {
    // To cancel a job, the runner sends SIGINT and, a few seconds later, SIGTERM: the second one does not end the write.
    if (signalCode !== undefined) return;
    signalCode = code;
    process.stdout.write(`\n${stoppingText}\n`);
    interrupted.abort();
  });

const show = { error: core.error, warning: core.warning, note: core.notice };
const workspace = process.env["GITHUB_WORKSPACE"] ?? process.cwd();

try {
  await runAction(
    {
      input: (name) => core.getInput(name),
      env: process.env,
      workspace,
      temp: process.env["RUNNER_TEMP"] ?? tmpdir(),
      nonce: randomUUID,
      mask: core.setSecret,
      annotate: (severity, message, place) => show[severity](message, place),
      summarize: async (markdown) => {
        await core.summary.addRaw(markdown, true).write();
      },
      output: core.setOutput,
      fail: core.setFailed,
      print: (text) => void process.stdout.write(text),
      run: async (argv, environment) => {
        const code = await runCli(argv, {
          ...environment,
          clock: systemClock,
          random: () => randomInt(2 ** 32) / 2 ** 32,
          isInteractive: false,
          ask: async () => "",
          signal: interrupted.signal,
        });
        return signalCode ?? code;
      },
    },
    `${new Date(systemClock.now()).toISOString().slice(0, 19)}Z`,
  );
} catch (problem) {
  core.setFailed(problem instanceof Error ? (problem.stack ?? problem.message) : String(problem));
}
// Waits and requests of work that was stopped would keep the process alive.
await flushed([process.stdout, process.stderr]);
process.exit(signalCode ?? process.exitCode);
