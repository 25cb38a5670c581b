import { expect, it } from "vitest";
import { accountField } from "../../src/apply/steps/compare.ts";
import { providerTraits } from "../../src/model/provider.ts";

it("takes no attribute of an account for its address, because another provider's address has that name", () => {
  const account = {
    id: "00u1",
    address: "ada@acme.example",
    join: "1",
    state: "active",
    profile: { department: "Sales" },
    lastSignIn: null,
  } as const;
  const names = Object.values(providerTraits).flatMap(({ accounts }) => accounts?.addressAttribute ?? []);
  expect(names.length).toBeGreaterThan(1);
  expect(names.map((name) => accountField(account, name))).toEqual(names.map(() => null));
  expect(accountField(account, "department")).toBe("Sales");
});
