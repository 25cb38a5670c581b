// Builds dist/ from src/: plain tsc output, plus the generated validators, which tsc does not copy.
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./generate/schemas.mjs";
import { ensureValidators, validatorsFile } from "./generate/validators.mjs";

const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
rmSync(join(root, "dist"), { recursive: true, force: true });
const compiled = spawnSync(process.execPath, [tsc, "-p", join(root, ".ci", "tsconfig.build.json")], {
  cwd: root,
  stdio: "inherit",
});
if (compiled.status !== 0) process.exit(compiled.status ?? 1);
await ensureValidators();
cpSync(validatorsFile, join(root, "dist", "formats", "validators.generated.cjs"));
chmodSync(join(root, "dist", "cli", "main.js"), 0o755);
