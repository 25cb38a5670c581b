// Prepares every test run, so that `vitest run` works in a fresh clone without a build.
import { ensureValidators } from "./generate/validators.mjs";

export async function setup() {
  await ensureValidators();
}
