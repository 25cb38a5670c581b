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

/** All kinds; the type keeps the list complete. */
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
  "group-settings": true,
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

/** Returns a world as text, with maps in the order of their keys, so that two worlds can be compared. */
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
  it("cover every kind", () => {
    expect(new Set<string>(all.map(({ kind }) => kind))).toEqual(new Set(Object.keys(kinds)));
  });

  it("have distinct summaries", () => {
    expect(new Set(all.map(({ summary }) => summary)).size).toBe(all.length);
  });

  it.each(days)("each change the live state on %s", async (day) => {
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

  it("do not change the world that they start from", async () => {
    const company = await sampleCompany(morningOf("2026-12-01"));
    const world = converged(company);
    const before = content(world);
    diverged(world, all, company.model);
    expect(content(world)).toBe(before);
  });

  it("are refused with the missing object if the company does not have it", async () => {
    const company = await sampleCompany(morningOf("2026-12-01"));
    const unknown: Divergence = { kind: "account-missing", summary: "unknown", system: "okta", user: "unknown-user" };
    expect(() => diverged(converged(company), [unknown], company.model)).toThrow(
      /"unknown" needs the user unknown-user/,
    );
  });
});

describe("the sandboxes", () => {
  it.each(days)("load the company with and without differences on %s", async (day) => {
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
