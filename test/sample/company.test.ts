import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { stateOf } from "../../src/model/lifecycle.ts";
import { days, morningOf, root, sampleCompany } from "./sample-company.ts";

describe("the sample company", () => {
  it.each(days)("has one waived conflict and no other finding on %s", async (day) => {
    const { findings } = await sampleCompany(morningOf(day));
    expect(findings.map(({ code, severity, user, waiver }) => ({ code, severity, user, waiver }))).toEqual([
      {
        code: "sod/vendor-payment",
        severity: "note",
        user: "wei-ting-lee",
        waiver: "access/waivers/vendor-payment/wei-ting-lee.yaml",
      },
    ]);
  });

  it("has an error on the day after its waiver expires", async () => {
    const { findings } = await sampleCompany(morningOf("2029-10-01"));
    expect(findings.filter(({ severity }) => severity === "error").map(({ code }) => code)).toEqual([
      "sod/vendor-payment",
    ]);
  });

  it("has the size that its README states", async () => {
    const { model } = await sampleCompany(morningOf("2026-12-01"));
    const users = [...model.users.values()];
    const people = users.filter(({ kind }) => kind !== "service");
    expect({ people: people.length, services: users.length - people.length }).toEqual({ people: 81, services: 6 });
    expect(model.roles.size).toBe(17);
    expect(model.entitlements.size).toBe(53);
    expect(model.grants.length).toBe(91);
    expect(model.separationOfDuties.length).toBe(4);
    expect(new Set(users.map(({ department }) => department).filter((name) => name !== null))).toEqual(
      new Set("Executive,Engineering,Sales,Finance,People,Support,Operations,Legal,IT,Marketing".split(",")),
    );
  });

  it("has a user in every lifecycle state and of every kind", async () => {
    const { model, at } = await sampleCompany(morningOf("2026-12-01"));
    const users = [...model.users.values()];
    const states = new Set(users.map((user) => stateOf(user, at)));
    expect(states).toEqual(new Set(["upcoming", "active", "on-leave", "terminated"]));
    expect(new Set(users.map(({ kind }) => kind))).toEqual(
      new Set(["employee", "contractor", "vendor", "partner", "service"]),
    );
  });

  it("has a holder of every active entitlement that can be held without an end", async () => {
    const { model, index } = await sampleCompany(morningOf("2026-12-01"));
    const held = new Set([...index.byUser.values()].flat().map(({ entitlement }) => entitlement));
    const unheld = [...model.entitlements.values()].filter(({ ref, status }) => status === "active" && !held.has(ref));
    expect(unheld.map(({ ref }) => ref)).toEqual([]);
  });
});

describe("each file of the sample company", () => {
  const files = readdirSync(join(root, "access"), { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".yaml"),
  );

  it("begins with the path of the schema of its kind", () => {
    expect(files.length).toBeGreaterThan(250);
    const wrong = files.filter((name) => {
      const file = join(root, "access", name);
      const [first = ""] = readFileSync(file, "utf8").split("\n");
      const named = /^# yaml-language-server: \$schema=(\S+)$/.exec(first)?.[1];
      if (named === undefined) return true;
      const schema = resolve(dirname(file), named);
      return !existsSync(schema) || basename(schema) !== `${kindOf(name)}.schema.json`;
    });
    expect(wrong).toEqual([]);
  });
});

/** Returns the kind of a path under access/. Written independently of the source on purpose. */
function kindOf(name: string): string {
  const [folder = "", second = ""] = name.split("/");
  if (name === "rolecall.yaml") return "organization";
  if (folder === "policies") return second.replace(/\.yaml$/, "");
  if (folder === "entitlements") return "entitlement";
  if (folder === "tests") return "policy-tests";
  return folder.replace(/s$/, "");
}
