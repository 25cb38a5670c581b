// The only test file that the test runner loads in a worker. It loads everything else.
import { inject, it, vi } from "vitest";
import { readJob, runSession } from "./session.ts";

it("runs the tests for the mutants of its job", async () => {
  const job = readJob(inject("rolecallJob"));
  await runSession(job, {
    load: (path) => import(/* @vite-ignore */ path),
    forget: () => void vi.resetModules(),
  });
});

declare module "vitest" {
  interface ProvidedContext {
    rolecallJob: string;
  }
}
