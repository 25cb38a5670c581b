import { describe, expect, it } from "vitest";
import { hypotheticalUser } from "../../src/policy/hypothetical-user.ts";

const source = { file: "access/tests/all.yaml", line: 3 };

describe("a user who does not exist", () => {
  it("has only the given fields: no name, address, owners or dates", () => {
    expect(hypotheticalUser(new Map(), source, 4)).toEqual({
      source,
      id: "(given 4)",
      kind: "employee",
      status: "active",
      employeeNumber: "",
      previousNumbers: [],
      name: { display: "", given: "", family: "" },
      email: "",
      aliases: [],
      externalIn: [],
      github: null,
      manager: null,
      department: null,
      title: null,
      location: null,
      start: null,
      preboarding: false,
      end: null,
      legalHold: false,
      sponsor: null,
      owners: [],
      purpose: null,
      attributes: new Map(),
    });
  });

  it("has each given field, and text only in text fields", () => {
    const given = new Map([
      ["kind", "vendor"],
      ["status", "on-leave"],
      ["manager", "ada"],
      ["department", "Sales"],
      ["title", "Buyer"],
      ["location", "Berlin"],
      ["attributes.team", "pay"],
      ["employeeNumber", "7"],
    ]);
    expect(hypotheticalUser(given, source, 0)).toMatchObject({
      kind: "vendor",
      status: "on-leave",
      manager: "ada",
      department: "Sales",
      title: "Buyer",
      location: "Berlin",
      employeeNumber: "",
      previousNumbers: [],
      attributes: new Map([["team", "pay"]]),
    });
    expect(hypotheticalUser(new Map([["department", 7]]), source, 0).department).toBeNull();
  });
});
