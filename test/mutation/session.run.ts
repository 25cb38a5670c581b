// The one "test file" that the test runner itself sees in a worker: everything else is loaded from here.
import { inject, it, vi } from "vitest";
import { readJob, runSession } from "./session.ts";

it("judges the mutants of its job", async () => {
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
