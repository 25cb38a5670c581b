import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { isConnected, type Provider, providerTraits } from "../../src/model/provider.ts";

const providers = Object.keys(providerTraits) as readonly Provider[];
const types = Object.values(providerTraits).flatMap(({ groups }) => Object.keys(groups?.types ?? {}));

interface Schema {
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

const schema = (name: string): Schema =>
  JSON.parse(readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), "utf8")) as Schema;

it("accepts every provider of the table in the schema of systems", () => {
  expect(schema("common").$defs?.["provider"]?.enum).toEqual(providers);
});

it("accepts every provider with an API in the schema of snapshots, with its types of groups", () => {
  const system = schema("snapshot").$defs?.["observedSystem"]?.properties;
  expect(system?.["provider"]?.enum).toEqual(providers.filter(isConnected));
  expect(system?.["groups"]?.items?.properties?.["type"]?.enum).toEqual(types);
});
