import { aModel, at, type ModelBuilder, ref, selector } from "../support/model.ts";

export const engineering = selector({ department: "Engineering" });

export const withDb = (): ModelBuilder => aModel().user("ada").entitlement("okta/db", { tier: "critical" });

export const numbered = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, step) => `okta/e${step + 1}`);

/** A department of some size, part of which has the same access. */
export function crowd(people: number, holders: number): ModelBuilder {
  const model = aModel().entitlement("okta/prod", { tier: "high" });
  for (let number = 1; number <= people; number += 1) {
    model.user(`u${number}`, { title: "Engineer" });
    if (number <= holders) model.grant(`u${number}`, "okta/prod", { expires: at("2026-12-01T00:00:00Z") });
  }
  return model;
}

export function nestedGroups(): ModelBuilder {
  const model = aModel();
  for (const number of [0, 1, 2, 3])
    model.entitlement(`google/g${number}`, {
      tier: number === 0 ? "high" : "low",
      nests: number === 3 ? [] : [ref(`google/g${number + 1}`)],
    });
  return model;
}

export function manyIn(role: string, count: number): ModelBuilder {
  const model = aModel();
  for (const text of numbered(count)) model.entitlement(text);
  return model.role(role, numbered(count));
}

export function alike(): ModelBuilder {
  const model = aModel().user("ada").user("bob");
  for (const text of numbered(3)) model.entitlement(text).grant("ada", text).grant("bob", text);
  return model;
}
