import { describe, expect, it } from "vitest";
import { readOnceWith } from "../../src/load/read-cache.ts";
import type { ReadFile } from "../../src/load/read-file.ts";
import { aTree, userYaml } from "../support/tree.ts";

const entryOf = (path: string, text: string) => {
  const found = aTree()
    .file(path, text)
    .build()
    .entries.find((entry) => entry.path === `access/${path}`);
  if (found === undefined) throw new Error(path);
  return found;
};
const file = (text: string) => entryOf("users/ada.yaml", text);
const organization = (text: string) => entryOf("rolecall.yaml", text);
const reading = (): ReadFile => ({ kind: "user", documents: [], findings: [], isBroken: false });

describe("a file that was read", () => {
  it("is not read again with the same content, for a base and a head at the same time", () => {
    const readOnce = readOnceWith(organization("a"));
    const [first, second] = [readOnce(file("1"), reading), readOnce(file("2"), reading)];
    expect([readOnce(file("1"), reading), readOnce(file("2"), reading)]).toEqual([first, second]);
    expect(readOnce(file("1"), reading)).toBe(first);
    expect(readOnceWith(organization("a"))(file("2"), reading)).toBe(second);
  });

  it("is read again with another rolecall.yaml, whose time zone and limits it depends on", () => {
    const first = readOnceWith(organization("b"))(file("1"), reading);
    expect(readOnceWith(organization("c"))(file("1"), reading)).not.toBe(first);
    expect(readOnceWith(undefined)(file("1"), reading)).not.toBe(first);
  });

  it("shares its documents between two trees, and not where one byte differs", () => {
    const one = aTree().load().model;
    const other = aTree().file("users/bob.yaml", userYaml("bob")).load().model;
    const ada = one?.users.values().next().value;
    expect(other?.users.get(ada?.id ?? ("" as never))).toBe(ada);
    const edited = aTree().adding("users/ada.yaml", "# moved\n").load().model;
    expect(edited?.users.get(ada?.id ?? ("" as never))).not.toBe(ada);
    const zone = aTree().file(
      "rolecall.yaml",
      `version: 1\norganization: Acme Robotics\ndomains: [acme.example]\nexternalDomains: [partner.example]\ntimezone: Asia/Tokyo\nrootOwners: ["@acme/security"]\nteams: { "@acme/security": 4567 }\n`,
    );
    expect(zone.load().model?.users.values().next().value?.start).not.toBe(ada?.start);
  });

  it("reports its findings each time", () => {
    const broken = () => aTree().file("users/bob.yaml", "id: bob\n").load().findings;
    expect(broken().length).toBeGreaterThan(0);
    expect(broken()).toEqual(broken());
  });
});
