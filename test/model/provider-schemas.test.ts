import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isConnected, type Provider, providerTraits } from "../../src/model/provider.ts";
import { schemaProblems } from "../../src/formats/validators.ts";

const providers = Object.keys(providerTraits) as readonly Provider[];
const types = Object.values(providerTraits).flatMap(({ groups }) => Object.keys(groups?.types ?? {}));

interface Schema {
  readonly enum?: readonly string[];
  readonly $defs?: Readonly<Record<string, Schema>>;
}

const common = JSON.parse(readFileSync(new URL("../../schemas/common.schema.json", import.meta.url), "utf8")) as Schema;
const valuesOf = (name: string): readonly string[] | undefined => common.$defs?.[name]?.enum;

describe("the schemas", () => {
  it("allow a system of every provider of the table", () => {
    expect(valuesOf("provider")).toEqual(providers);
  });

  it("allow in a snapshot every provider with an API, and every type of its groups", () => {
    expect(valuesOf("connectedProvider")).toEqual(providers.filter(isConnected));
    expect(valuesOf("groupType")).toEqual(types);
    const refuses = (system: object): readonly string[] =>
      schemaProblems("snapshot", { systems: [system] }).flatMap(({ keyword, instancePath }) =>
        keyword === "enum" ? [instancePath] : [],
      );
    expect(refuses({ provider: "manual", groups: [{ type: "OKTA_GROUPS" }] })).toEqual([
      "/systems/0/provider",
      "/systems/0/groups/0/type",
    ]);
    expect(refuses({ provider: "okta", groups: types.map((type) => ({ type })) })).toEqual([]);
  });
});
