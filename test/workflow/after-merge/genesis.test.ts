import { describe, expect, it } from "vitest";
import { genesisOf, keysAsOf, readKeyHistory } from "../../../src/workflow/after-merge/genesis.ts";
import { aJournalPair } from "../../support/journal-keys.ts";
import { memoryClone, memoryRepository } from "../../support/memory-git/repository.ts";

const [first, second] = [aJournalPair().publicKey, aJournalPair().publicKey];
const organization = (...keys: readonly string[]): string =>
  `version: 1\norganization: Acme\n${keys.length === 0 ? "" : `journal:\n  publicKeys: [${keys.join(", ")}]\n`}`;

describe("genesis", () => {
  it("is the first commit that declares a key, whatever later commits declare", () => {
    const declared = [
      { commit: "a", keys: [] },
      { commit: "b", keys: ["1"] },
      { commit: "c", keys: [] },
      { commit: "d", keys: ["2"] },
    ];
    expect(genesisOf(declared)).toEqual({ genesis: "b", declared: declared.slice(1) });
    expect(genesisOf(declared.slice(0, 1))).toBeNull();
    expect(genesisOf([])).toBeNull();
  });

  it("is found in the history of rolecall.yaml, with the keys as of each commit", async () => {
    const work = memoryClone(memoryRepository());
    const commit = (edit: Readonly<Record<string, string | null>>): string => {
      work.write(edit);
      return work.commit("Change");
    };
    const start = commit({ "access/rolecall.yaml": organization(), "README.md": "1" });
    const notAKey = commit({ "access/rolecall.yaml": organization("word") });
    const broken = commit({ "access/rolecall.yaml": "journal: [\n" });
    const genesis = commit({ "access/rolecall.yaml": organization(first) });
    const between = commit({ "README.md": "2" });
    const rotated = commit({ "access/rolecall.yaml": organization(second, first) });
    const gone = commit({ "access/rolecall.yaml": null });
    const git = work.open();
    expect(await readKeyHistory(git, broken)).toBeNull();
    const history = await readKeyHistory(git, gone);
    if (history === null) throw new Error("there is no genesis");
    expect(history.genesis).toBe(genesis);
    const line = [start, notAKey, broken, genesis, between, rotated, gone];
    expect(line.map((one) => keysAsOf(one, history, line))).toEqual([
      [],
      [],
      [],
      [first],
      [first],
      [second, first],
      [],
    ]);
    expect(keysAsOf("f".repeat(40), history, line)).toEqual([]);
  });
});
