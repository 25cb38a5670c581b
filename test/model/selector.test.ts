import { describe, expect, it } from "vitest";
import { selectsUser, userField } from "../../src/model/selector.ts";
import { aUser, selector, userId } from "../support/model.ts";

const ada = aUser("ada", {
  kind: "contractor",
  status: "on-leave",
  department: "Sales",
  title: "Buyer",
  location: "Berlin",
  manager: userId("grace"),
  email: "ada@acme.example",
  employeeNumber: "E-7",
  name: { display: "Ada L.", given: "Ada", family: "Lovelace" },
  attributes: new Map([["costCenter", "4711"]]),
});

describe("a user's field", () => {
  it.each([
    ["id", "ada"],
    ["kind", "contractor"],
    ["status", "on-leave"],
    ["department", "Sales"],
    ["title", "Buyer"],
    ["location", "Berlin"],
    ["manager", "grace"],
    ["email", "ada@acme.example"],
    ["employeeNumber", "E-7"],
    ["name.display", "Ada L."],
    ["name.given", "Ada"],
    ["name.family", "Lovelace"],
    ["attributes.costCenter", "4711"],
  ])("is found by a selector: %s is %s", (field, value) => {
    expect(userField(ada, field)).toBe(value);
    expect(selectsUser(selector({ [field]: value }), ada)).toBe(true);
    expect(selectsUser(selector({ [field]: "something else" }), ada)).toBe(false);
  });

  it("is empty if it is not declared, and an attribute is found only by its complete name", () => {
    expect(userField(ada, "attributes.shoeSize")).toBeNull();
    expect(userField(ada, "costCenter")).toBeNull();
    expect(userField(ada, "unnatural.costCenter")).toBeNull();
  });
});
