import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ActionHost, AnnotationPlace } from "../../src/action/host.ts";
import { runAction } from "../../src/action/run-action.ts";
import { runCli } from "../../src/cli/program.ts";
import type { Severity } from "../../src/diagnostics/finding.ts";
import { aClockFrom } from "../support/clock.ts";
import { atTestEnd } from "../support/cleanup.ts";

export const morning = "2026-12-01T09:00:00Z";

/** The effects of one step on the runner. */
export interface Stepped {
  readonly log: string;
  readonly annotations: readonly {
    readonly severity: Severity;
    readonly message: string;
    readonly place: AnnotationPlace;
  }[];
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly masked: readonly string[];
  /** Why the step failed; empty: it passed. */
  readonly failed: readonly string[];
}

/** A workspace that is deleted after the test, with a folder for temporary files. */
export function aWorkspace(): string {
  const folder = mkdtempSync(join(tmpdir(), "rolecall-action-"));
  mkdirSync(join(folder, "temp"));
  atTestEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

interface Given {
  readonly workspace?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Replaces the command line. */
  readonly run?: ActionHost["run"];
  /** Receives the output, for a step that throws. */
  readonly log?: string[];
}

/** Runs one step with these inputs on a runner that records its effects. */
export async function step(inputs: Readonly<Record<string, string>>, given: Given = {}): Promise<Stepped> {
  const workspace = given.workspace ?? aWorkspace();
  const log = given.log ?? [];
  const annotations: { severity: Severity; message: string; place: AnnotationPlace }[] = [];
  const summary: string[] = [];
  const outputs: Record<string, string> = {};
  const masked: string[] = [];
  const failed: string[] = [];
  let nonce = 0;
  await runAction(
    {
      input: (name) => (inputs[name] ?? "").trim(),
      env: given.env ?? {},
      workspace,
      temp: join(workspace, "temp"),
      nonce: () => `nonce-${++nonce}`,
      mask: (secret) => void masked.push(secret),
      annotate: (severity, message, place) => void annotations.push({ severity, message, place }),
      summarize: async (markdown) => void summary.push(markdown),
      output: (name, value) => {
        outputs[name] = value;
      },
      fail: (message) => void failed.push(message),
      print: (text) => void log.push(text),
      run:
        given.run ??
        ((argv, environment) =>
          runCli(argv, {
            ...environment,
            clock: aClockFrom(Date.parse(morning)),
            random: () => 0.5,
            isInteractive: false,
            ask: async () => "",
            signal: new AbortController().signal,
          })),
    },
    morning,
  );
  return { log: log.join(""), annotations, summary: summary.join(""), outputs, masked, failed };
}
