import { randomInt, randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import * as core from "@actions/core";
import { runCli } from "../cli/program.ts";
import { systemClock } from "../cli/system-clock.ts";
import { runAction } from "./run-action.ts";

// The only file of the action that uses the runner directly: inputs, environment, log, outputs, signals.

const interrupted = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => interrupted.abort());

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
      run: (argv, environment) =>
        runCli(argv, {
          ...environment,
          clock: systemClock,
          random: () => randomInt(2 ** 32) / 2 ** 32,
          isInteractive: false,
          ask: async () => "",
          signal: interrupted.signal,
        }),
    },
    `${new Date(systemClock.now()).toISOString().slice(0, 19)}Z`,
  );
} catch (problem) {
  core.setFailed(problem instanceof Error ? (problem.stack ?? problem.message) : String(problem));
}
