// One cold run in a separate process, so that the peak memory is of this run only. Prints one line of JSON.
import { performance } from "node:perf_hooks";
import { readSnapshot } from "../../src/cli/snapshot.ts";
import { loadModel } from "../../src/load/load-model.ts";
import { resolveAssignments } from "../../src/model/effective.ts";
import { nothingWritten } from "../../src/model/written-files.ts";
import { buildPlan } from "../../src/plan/build-plan.ts";
import { evaluatePolicy } from "../../src/policy/evaluate.ts";
import { folderSource } from "../../src/source/folder-source.ts";

const [root = "."] = process.argv.slice(2);
const at = Date.parse("2026-11-21T09:00:00Z");
const laps: Record<string, number> = {};
let lapBegan = performance.now();
function lap(name: string): void {
  laps[name] = performance.now() - lapBegan;
  lapBegan = performance.now();
}

const tree = await folderSource(root).read();
lap("read");
const loaded = loadModel(tree, { at });
lap("load");
const { model } = loaded;
if (model === null) throw new Error(`the company has errors: ${JSON.stringify(loaded.findings.slice(0, 3))}`);
const index = resolveAssignments(model);
lap("resolve");
const findings = evaluatePolicy({ model, index, at });
lap("policy");
const observations = readSnapshot(`${root}/snapshot.json`, model);
lap("snapshot");
const plan = buildPlan({
  head: { model, index, at, commit: null, written: nothingWritten },
  base: null,
  at,
  observations,
  findings: [],
});
lap("plan");
let assignments = 0;
for (const held of index.byUser.values()) assignments += held.length;
console.log(
  JSON.stringify({
    laps,
    total: Object.values(laps).reduce((sum, time) => sum + time, 0),
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
    assignments,
    findings: findings.length,
    operations: plan.operations.length,
  }),
);
