// What every test run needs before it starts: `vitest run` works in a fresh clone without a build.
import { ensureValidators } from "./generate/validators.mjs";

export async function setup() {
  await ensureValidators();
}
