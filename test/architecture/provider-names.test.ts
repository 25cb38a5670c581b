import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { isConnected, type Provider, providerTraits } from "../../src/model/provider.ts";

const src = fileURLToPath(new URL("../../src", import.meta.url));

/** Files that may contain a provider's name: its traits, its folder and its sandbox. */
const allowed = [/^model\/provider\.ts$/, /^providers\//, /^sandbox\//, /^formats\//];

const names = Object.keys(providerTraits) as readonly Provider[];
const types = Object.values(providerTraits).flatMap(({ groups }) => Object.keys(groups?.types ?? {}));
/** `manual` is also an ordinary word, so it counts only in a comparison with a provider. */
const patterns: readonly RegExp[] = [
  new RegExp(`["'\`](?:${names.filter(isConnected).join("|")})["'\`]`, "g"),
  new RegExp(`\\b(?:${types.join("|")})\\b`, "g"),
  new RegExp(`provider\\b\\s*[!=]==?\\s*["'\`](?:${names.join("|")})["'\`]`, "g"),
];

const mentionsIn = (text: string): readonly string[] =>
  patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([found]) => found));

describe("the providers' names and their groups' types", () => {
  it("occur only in the table of traits, the providers and the sandbox", () => {
    const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
    const mentions = files
      .filter((name) => !allowed.some((pattern) => pattern.test(name)))
      .flatMap((name) => mentionsIn(readFileSync(join(src, name), "utf8")).map((found) => `${name}: ${found}`));
    expect(files.length).toBeGreaterThan(20);
    expect(mentions).toEqual([]);
  });

  it.each([
    ['system.provider === "google"', ['"google"', 'provider === "google"']],
    ["const isOkta = name === 'okta'", ["'okta'"]],
    ['group.type !== "OKTA_GROUP"', ["OKTA_GROUP"]],
    ["type === `BUILT_IN`", ["BUILT_IN"]],
    ['provider !== "manual"', ['provider !== "manual"']],
    ['fetch(url, { redirect: "manual" })', []],
    ["providerTraits[system.provider].accounts", []],
  ])("are found in: %s", (text, mentions) => {
    expect(mentionsIn(text)).toEqual(mentions);
  });

  it("occur in every file of the list, so that the list stays short", () => {
    const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
    const unused = allowed.filter(
      (pattern) =>
        !files.some((name) => pattern.test(name) && mentionsIn(readFileSync(join(src, name), "utf8")).length > 0),
    );
    expect(unused).toEqual([]);
  });
});
