#!/usr/bin/env node
import { randomInt } from "node:crypto";
import { askTerminal } from "./ask-terminal.ts";
import { flushed, stoppingText, stopSignals } from "./end-of-process.ts";
import { exitCodes } from "./exit-codes.ts";
import { runCli } from "./program.ts";
import { screenOf } from "./screen.ts";
import { systemClock } from "./system-clock.ts";

// The only file that uses the process directly: arguments, environment, streams, signals and the exit code.

const interrupted = new AbortController();
let signalCode: number | undefined;
for (const [signal, code] of stopSignals)
  process.on(signal, () => {
    if (signalCode !== undefined) process.exit(code); // second signal: stop at once
    signalCode = code;
    process.stderr.write(`\n${stoppingText} Press Ctrl-C again to stop at once.\n`);
    interrupted.abort();
  });

// A closed pipe (`| head`) is not an error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(exitCodes.done);
  throw error;
});

const code = await runCli(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  clock: systemClock,
  random: () => randomInt(2 ** 32) / 2 ** 32,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  screens: { out: screenOf(process.stdout, process.env), err: screenOf(process.stderr, process.env) },
  isInteractive: process.stdin.isTTY && process.stderr.isTTY,
  ask: (question) =>
    askTerminal(question, {
      input: process.stdin,
      output: process.stderr,
      onInterrupt: () => void (signalCode = exitCodes.interrupted),
    }),
  signal: interrupted.signal,
});
// Waits and requests of work that was stopped would keep the process alive.
await flushed([process.stdout, process.stderr]);
process.exit(signalCode ?? code);
