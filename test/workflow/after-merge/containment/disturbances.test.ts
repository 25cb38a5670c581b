import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sandboxVariables } from "../../../../src/cli/commands/sandbox.ts";
import { connectAll } from "../../../../src/cli/wiring/connect.ts";
import { openFileJournal } from "../../../../src/journal/file-journal.ts";
import { readJournal } from "../../../../src/journal/read-journal.ts";
import type { AccessModel } from "../../../../src/model/documents.ts";
import type { JournalRecord } from "../../../../src/ports/journal.ts";
import { containLeavers } from "../../../../src/workflow/after-merge/containment/contain-leavers.ts";
import { isEveryoneContained } from "../../../../src/apply/containment-result.ts";
import { aClockFrom } from "../../../support/clock.ts";
import { disturbances, leaver, liveCompany, type LiveCompany } from "../../../support/disturbances.ts";
import { sideOf } from "../../../support/planned.ts";
import { aFolder, aSandbox, aSmallCompany, morning } from "../../../support/sandboxed.ts";
import { anEmptyTree } from "../../../support/tree.ts";
import { companyFiles, userFile } from "../company-files.ts";

const day = 24 * 60 * 60 * 1000;
const start = Date.parse(morning);

/** The company's files, in which the leaver is terminated. */
function modelAfterLeaving(): AccessModel {
  const files = { ...companyFiles, [`access/users/${leaver.id}.yaml`]: userFile(leaver.id, { status: "terminated" }) };
  const below = Object.entries(files).map(([path, text]) => [path.replace(/^access\//, ""), text] as const);
  const { model } = anEmptyTree().files(Object.fromEntries(below)).load(start);
  if (model === null) throw new Error("the company's files have errors");
  return model;
}

/** Runs the lane against the sandboxes of the company, at one instant after another. */
async function aLeaving() {
  const { sandbox } = await aSandbox("none", aSmallCompany());
  const clock = aClockFrom(start);
  const model = modelAfterLeaving();
  const path = join(aFolder(), "journal.jsonl");
  const connections = await connectAll(
    model,
    {
      cwd: ".",
      env: sandboxVariables(sandbox),
      clock,
      random: () => 0.1,
      requestTimeout: 1500,
      out: () => undefined,
      err: () => undefined,
      isInteractive: false,
      ask: async () => "",
      signal: new AbortController().signal,
    },
    () => false,
  );
  const live = liveCompany({ okta: sandbox.okta, google: sandbox.google }, sandbox.token);
  let runs = 0;
  return {
    live,
    records: () => readJournal(path) ?? [],
    /** The providers keep their time, so a later run is one that is evaluated at a later instant. */
    run: (believed: readonly JournalRecord[], later = 0) => {
      runs += 1;
      const at = clock.now() + later;
      return containLeavers(
        { side: sideOf(model, at), base: null, since: null, at, believed, run: `lane-${runs}` },
        { connections, journal: openFileJournal(path), clock, signal: new AbortController().signal },
      );
    },
  };
}

interface TrueIds {
  readonly okta: string;
  readonly google: string;
}

async function idsOfLeaver({ okta, google }: LiveCompany): Promise<TrueIds> {
  const [inOkta, inGoogle] = [
    await okta("GET", `/users/${leaver.address}`),
    await google("GET", `/users/${leaver.address}`),
  ];
  return { okta: inOkta.id, google: inGoogle.id };
}

/** Returns whether the leaver can sign in to each system, by what the sandboxes hold. */
async function canSignIn({ okta, google }: LiveCompany, ids: TrueIds): Promise<Record<"okta" | "google", boolean>> {
  const { status } = await okta("GET", `/users/${ids.okta}`);
  const { suspended } = await google("GET", `/users/${ids.google}`);
  return { okta: status !== "SUSPENDED" && status !== "DEPROVISIONED", google: suspended !== true };
}

/** An earlier record that names the leaver's account. */
const named = (system: "okta" | "google", member: string): JournalRecord => ({
  kind: "intent",
  at: "2026-11-01T00:00:00Z",
  run: "earlier",
  operation: `${system}:membership.add:crm:${leaver.id}`,
  system,
  user: leaver.id,
  write: { action: "membership.add", group: "g-1", member, role: "member" },
});

describe("a leaver in both systems is contained and read back", { timeout: 60_000 }, () => {
  it("in a world without a disturbance", async () => {
    const { live, run, records } = await aLeaving();
    const ids = await idsOfLeaver(live);
    expect(await canSignIn(live, ids)).toEqual({ okta: true, google: true });
    const result = await run([]);
    expect(isEveryoneContained(result)).toBe(true);
    expect(await canSignIn(live, ids)).toEqual({ okta: false, google: false });
    expect(records().flatMap((record) => (record.kind === "contained" ? record.accounts : []))).toEqual([
      { id: ids.google, state: "suspended" },
      { id: ids.okta, state: "suspended" },
    ]);
  });

  for (const { name, disturb, journal = "none", wasContained = false, down } of disturbances)
    it(`despite ${name}`, async () => {
      const { live, run, records } = await aLeaving();
      const ids = await idsOfLeaver(live);
      if (wasContained) await run([]);
      await disturb(live);
      if (down === undefined) expect(await canSignIn(live, ids)).toEqual({ okta: true, google: true });
      const believed = journal === "named" ? [named("okta", ids.okta), named("google", ids.google)] : records();
      const result = await run(believed, wasContained ? day : 0);
      live.servers.okta.clearFaults();
      live.servers.google.clearFaults();
      const inSystem = (list: readonly { readonly system: string }[]) => list.map(({ system }) => system).sort();
      const up = (["google", "okta"] as const).filter((system) => system !== down);
      expect(inSystem(result.contained)).toEqual(up);
      expect(inSystem(result.failed)).toEqual(down === undefined ? [] : [down]);
      expect(await canSignIn(live, ids)).toEqual({ okta: down === "okta", google: down === "google" });
      expect(isEveryoneContained(result)).toBe(down === undefined);
      if (down === undefined) return;
      expect(inSystem((await run(records())).contained)).toEqual([down]);
      expect(await canSignIn(live, ids)).toEqual({ okta: false, google: false });
    });
});
