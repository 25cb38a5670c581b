import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** Ends a test that hangs. No test depends on it: a slow machine takes longer, and passes. */
const hang = 600_000;

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/support/setup.ts"],
    // Loading the modules again for each file took longer than many a file's tests.
    isolate: false,
    globalSetup: [".ci/test-setup.mjs"],
    testTimeout: hang,
    hookTimeout: hang,
    // Two more than the cores: half of the time, a worker waits for servers and child processes.
    maxWorkers: availableParallelism() + 2,
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts"],
      exclude: ["src/**/*.generated.*", "src/cli/main.ts", "src/action/main.ts"],
      reporter: ["text-summary", "json-summary"],
      // A floor, not a target: what falls below it lost tests.
      thresholds: { lines: 97, functions: 97, branches: 89, statements: 96 },
    },
  },
});
