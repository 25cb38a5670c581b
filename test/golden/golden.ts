import { pageOf } from "../../src/workflow/explain.ts";
import { credentialScenarios } from "./scenarios/credentials.ts";
import { documentScenarios } from "./scenarios/documents.ts";
import { fileScenarios } from "./scenarios/files.ts";
import { planScenarios } from "./scenarios/plans.ts";
import { approvalScenarios, codeownersScenarios } from "./scenarios/reviews.ts";
import { ruleScenarios } from "./scenarios/rules.ts";
import { unattendedScenarios } from "./scenarios/unattended.ts";
import type { Scenarios, Scenario, Reported } from "./scenario.ts";

/** A scenario for each code that Rolecall prints. */
export const scenarios: Scenarios = {
  ...fileScenarios,
  ...documentScenarios,
  ...ruleScenarios,
  ...planScenarios,
  ...credentialScenarios,
  ...codeownersScenarios,
  ...approvalScenarios,
  ...unattendedScenarios,
};

/** Returns the message of a code in its scenario. An organization's own rule has a code of the same family. */
export async function reportedBy(code: string, scenario: Scenario): Promise<Reported> {
  const found = (await scenario.reported()).find((each) => each.code === code || pageOf(each.code) === pageOf(code));
  if (found === undefined) throw new Error(`the scenario of ${code} does not report it`);
  return found;
}

/** The file's name under messages/. */
export const fileOf = (code: string): string => `${code.replace("/", ".").replace("<rule>", "rule")}.txt`;

/** Returns a message with its place, reason and remedy, as it is stored. */
export function golden(code: string, { message, where, next, code: printed }: Reported): string {
  const why = pageOf(code)?.why ?? "";
  return `${visible(`${printed}\nwhere: ${where}\nwhat:  ${message}\nwhy:   ${why}\nnext:  ${next}`)}\n`;
}

/** Replaces invisible and non-ASCII characters with their code point. */
const visible = (text: string): string =>
  text.replace(/[^\n\u0020-\u007e]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
