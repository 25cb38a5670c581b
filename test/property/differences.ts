import { resolveAssignments } from "../../src/model/effective.ts";
import type { Company } from "../reference/company.ts";
import { accessDifferences } from "./compare-access.ts";
import { dutyDifferences } from "./compare-duties.ts";
import { randomCompany } from "./random-company.ts";
import { toModel } from "./to-model.ts";

/** Returns the differences between product and reference for one company; empty: they agree. */
export function differencesIn(company: Company, at: number): readonly string[] {
  const model = toModel(company);
  const index = resolveAssignments(model);
  return [...accessDifferences(company, model, index, at), ...dutyDifferences(company, model, index, at)];
}

/** Runs one case by number. Returns the smallest company found with a difference; undefined: none. */
export function judgeCase(seed: number): string | undefined {
  const { company, at } = randomCompany(seed);
  if (differencesIn(company, at).length === 0) return undefined;
  const small = shrink(company, at);
  return `seed ${seed}, at ${at}:\n  ${differencesIn(small, at).slice(0, 5).join("\n  ")}\n  in ${JSON.stringify(small)}`;
}

/** Removes users, grants and rules one by one while a difference remains. */
function shrink(company: Company, at: number): Company {
  let small = company;
  for (const list of ["rules", "users", "grants"] as const)
    for (const item of company[list]) {
      const fewer: Company = { ...small, [list]: small[list].filter((each) => each !== item) };
      if (differencesIn(fewer, at).length > 0) small = fewer;
    }
  return small;
}
