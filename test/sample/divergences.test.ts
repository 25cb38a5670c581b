import { describe, expect, it } from "vitest";
import { diverged } from "../../src/sandbox/company/diverge.ts";
import type { Divergence } from "../../src/sandbox/company/divergence.ts";
import { convergedWorld, type LiveWorld } from "../../src/sandbox/company/live-world.ts";
import { googleSeed, oktaSeed } from "../../src/sandbox/company/seeds.ts";
import { createGoogleSandbox } from "../../src/sandbox/google/google-sandbox.ts";
import { createOktaSandbox } from "../../src/sandbox/okta/okta-sandbox.ts";
import { blockedDivergences, divergences } from "../../src/sandbox/sample/divergences.ts";
import { sortedBy } from "../../src/support/compare.ts";
import { days, morningOf, type SampleCompany, sampleCompany } from "./sample-company.ts";

const all: readonly Divergence[] = [...divergences, ...blockedDivergences];

/** Every kind there is; the type keeps the list complete. */
const kinds: Readonly<Record<Divergence["kind"], true>> = {
  "account-missing": true,
  "account-extra": true,
  "account-state": true,
  "account-unjoined": true,
  "account-recycled": true,
  attribute: true,
  "org-unit": true,
  "group-missing": true,
  "group-renamed": true,
  "group-description": true,
  "group-extra": true,
  "rule-fed-group": true,
  "member-missing": true,
  "member-extra": true,
  "member-role": true,
};

function converged({ model, index, at }: SampleCompany): LiveWorld {
  return convergedWorld({ model, index, at });
}

/** Maps as lists in the order of their keys, so that two worlds can be compared by their content alone. */
function content(world: LiveWorld): string {
  const systems = [...world.values()].map(({ accounts, groups, rules }) => ({
    accounts: listed(accounts),
    groups: listed(groups).map(([, group]) => ({ ...group, members: listed(group.members) })),
    rules,
  }));
  return JSON.stringify(systems);
}

function listed<T>(map: ReadonlyMap<string, T>): readonly (readonly [string, T])[] {
  return sortedBy([...map], ([key]) => key);
}

describe("the differences of the sandbox", () => {
  it("are of every kind", () => {
    expect(new Set<string>(all.map(({ kind }) => kind))).toEqual(new Set(Object.keys(kinds)));
  });

  it("each have a different summary", () => {
    expect(new Set(all.map(({ summary }) => summary)).size).toBe(all.length);
  });

  it.each(days)("each change what is live on %s", async (day) => {
    const company = await sampleCompany(morningOf(day));
    let world = converged(company);
    const idle: string[] = [];
    for (const divergence of all) {
      const next = diverged(world, [divergence], company.model);
      if (content(next) === content(world)) idle.push(divergence.summary);
      world = next;
    }
    expect(idle).toEqual([]);
  });

  it("leave the world alone that they start from", async () => {
    const company = await sampleCompany(morningOf("2026-12-01"));
    const world = converged(company);
    const before = content(world);
    diverged(world, all, company.model);
    expect(content(world)).toBe(before);
  });

  it("name what the company has, or say what is missing", async () => {
    const company = await sampleCompany(morningOf("2026-12-01"));
    const nobody: Divergence = { kind: "account-missing", summary: "nobody", system: "okta", user: "nobody-at-all" };
    expect(() => diverged(converged(company), [nobody], company.model)).toThrow(
      /"nobody" needs the user nobody-at-all/,
    );
  });
});

describe("the sandboxes", () => {
  it.each(days)("take the company with and without differences on %s", async (day) => {
    const company = await sampleCompany(morningOf(day));
    const clock = { now: () => company.at };
    for (const list of [[], divergences, all]) {
      const world = diverged(converged(company), list, company.model);
      const okta = [...world.values()].find(({ system }) => system.provider === "okta");
      const google = [...world.values()].find(({ system }) => system.provider === "google");
      if (okta === undefined || google === undefined) throw new Error("the company has an okta and a google system");
      const org = createOktaSandbox({ seed: oktaSeed(okta), clock });
      expect(org.state.users().length).toBe(okta.accounts.size);
      expect(createGoogleSandbox({ seed: googleSeed(google, company.model.organization.domains), clock }).name).toBe(
        "google",
      );
    }
  });
});
