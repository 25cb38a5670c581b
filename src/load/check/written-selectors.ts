import type { AccessModel, PolicyTest, Selector } from "../../model/documents.ts";
import type { Field } from "./known-references.ts";

/** A selector and where it is written. */
export interface WrittenSelector {
  readonly selector: Selector;
  readonly file: string;
  readonly field: Field;
  /** What a message calls it. */
  readonly noun: string;
  /** The keys of fields that have another name there. */
  readonly keys?: Readonly<Record<string, string>>;
}

/** Returns every selector of the files. */
export function selectorsOf(model: AccessModel): readonly WrittenSelector[] {
  const noun = "selector's";
  return [
    ...[...model.roles.values()].flatMap(({ birthright, source: { file } }) =>
      birthright === null ? [] : [{ selector: birthright, file, field: ["birthright"], noun }],
    ),
    ...[...model.systems.values()].flatMap(({ account, source: { file } }) =>
      (account?.orgUnit?.rules ?? []).map(({ when }, index) => ({
        selector: when,
        file,
        field: ["account", "orgUnit", "rules", index, "when"],
        noun,
      })),
    ),
    ...[...model.entitlements.values()].flatMap(({ requestable, source: { file } }) =>
      typeof requestable === "boolean"
        ? []
        : [{ selector: requestable, file, field: ["requestable"], noun, keys: { department: "departments" } }],
    ),
    ...selectorsOfRules(model.leastPrivilege),
    ...model.policyTests.flatMap(selectorOfTest),
  ];
}

/** Returns the selectors of the organization's own rules and of the exceptions of built-in rules. */
function selectorsOfRules({ source, rules, custom }: AccessModel["leastPrivilege"]): readonly WrittenSelector[] {
  const file = source?.file ?? "";
  const noun = "selector's";
  return [
    ...[...rules].flatMap(([id, { except }]) =>
      except.users === null ? [] : [{ selector: except.users, file, field: ["rules", id, "except", "users"], noun }],
    ),
    ...custom.flatMap(({ index, demand }) =>
      demand.kind === "forbid"
        ? [{ selector: demand.users, file, field: ["custom", index, "forbid", "users"], noun }]
        : [],
    ),
  ];
}

/** Returns the selector of a test. The values of a hypothetical user are compared as well: a test of them would be empty. */
function selectorOfTest({ subject, index, source: { file } }: PolicyTest): readonly WrittenSelector[] {
  switch (subject.kind) {
    case "user":
      return [];
    case "users":
      return [{ selector: subject.selector, file, field: ["tests", index, "users"], noun: "selector's" }];
    case "given": {
      const fields = new Map([...subject.attributes].map(([field, value]) => [field, [value]]));
      return [{ selector: { fields, not: null }, file, field: ["tests", index, "given"], noun: "hypothetical user's" }];
    }
  }
}
