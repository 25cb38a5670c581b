import { describe, expect, it } from "vitest";
import { attributeIn, bodyOf, rootsOf } from "../../../src/providers/google/attributes.ts";

const ada = {
  name: { givenName: "Ada", familyName: "Byron", fullName: "Ada Byron" },
  orgUnitPath: "/Staff",
  externalIds: [
    { type: "login_id", value: "ada1" },
    { type: "organization", value: "10042" },
  ],
  relations: [{ type: "manager", value: "charles@acme.example" }],
  organizations: [{ title: "Guest" }, { primary: true, title: "Engineer", department: "R&D" }],
  customSchemas: { Staff: { badge: 7 } },
};

describe("an attribute of a Google user", () => {
  it.each([
    ["orgUnitPath", "/Staff"],
    ["name.givenName", "Ada"],
    ["externalIds.organization", "10042"],
    ["relations.manager", "charles@acme.example"],
    ["organizations.title", "Engineer"],
    ["customSchemas.Staff.badge", 7],
    ["externalIds.network", undefined],
    ["name", undefined],
    ["name.toString", undefined],
    ["constructor.name", undefined],
  ])("%s", (name, value) => {
    expect(attributeIn(ada, name)).toBe(value);
  });

  it("is set without changing related attributes", () => {
    expect(
      bodyOf(ada, { "externalIds.organization": "7", "organizations.title": "Chief", "name.givenName": "Augusta" }),
    ).toEqual({
      externalIds: [
        { type: "login_id", value: "ada1" },
        { type: "organization", value: "7" },
      ],
      organizations: [{ title: "Guest" }, { primary: true, title: "Chief", department: "R&D" }],
      name: { givenName: "Augusta", familyName: "Byron" },
    });
  });

  it("is set next to another entry of the same list", () => {
    const set = { "organizations.title": "Chief", "organizations.department": "Board" };
    expect(bodyOf({}, set)).toEqual({ organizations: [{ primary: true, title: "Chief", department: "Board" }] });
  });

  it("is cleared by null", () => {
    expect(bodyOf(ada, { "relations.manager": null, orgUnitPath: null })).toEqual({ relations: [], orgUnitPath: null });
  });

  it("is omitted from its entry of a list by null, because Google keeps entries as they are sent", () => {
    const user = { organizations: [{ primary: true, title: "Chief", location: "Oslo" }] };
    expect(bodyOf(user, { "organizations.title": null })).toEqual({
      organizations: [{ primary: true, location: "Oslo" }],
    });
  });

  it.each(["externalIds", "organizations", "customSchemas.Staff.badge"])("cannot be set as %s", (name) => {
    expect(() => bodyOf(ada, { [name]: "x" })).toThrow(name);
  });

  it("is read from these fields", () => {
    expect(rootsOf(["name.givenName", "name.familyName", "orgUnitPath"])).toEqual(["name", "orgUnitPath"]);
  });
});
