import type { PolicyTest as WrittenTest, PolicyTestsDocument } from "../../formats/written.generated.ts";
import type { PolicyTest, Scalar, TestSubject, UserId } from "../../model/documents.ts";
import { reportProblem, type Conversion, refsIn, selectorIn } from "../conversion.ts";
import { checkEntitlements, checkSelector } from "../check/reference-lists.ts";
import type { DocumentKind } from "./document-kind.ts";
import { inOrder } from "./model-part.ts";

/** Expectations about who holds what, checked on every change. */
export const policyTests: DocumentKind<"policy-tests", PolicyTest, "policyTests"> = {
  name: "policy-tests",
  path: "tests/**/<name>.yaml",
  pathFields: [],
  convert: (written, conversion) => policyTestsIn(written, conversion),
  identity: null,
  part: { field: "policyTests", of: inOrder },
  documents: (model) => model.policyTests,
  references: ({ source: { file }, index, subject, holds, never, exactly }, known) => {
    const field = ["tests", index] as const;
    if (subject.kind === "user") known.user(subject.user, { file, field: [...field, "user"] });
    if (subject.kind === "users") checkSelector(subject.selector, { file, field: [...field, "users"], known });
    checkEntitlements(holds ?? [], { file, field: [...field, "holds"], known });
    checkEntitlements(never ?? [], { file, field: [...field, "never"], known });
    checkEntitlements(exactly ?? [], { file, field: [...field, "exactly"], known });
  },
  owners: { codeowners: "root", edits: "root", changes: null },
};

function policyTestsIn(written: PolicyTestsDocument, conversion: Conversion): readonly PolicyTest[] {
  return written.tests.flatMap((test, index) => {
    const subject = subjectIn(test);
    const expectations = [test.holds, test.never, test.exactly].filter((list) => list !== undefined);
    if (subject === undefined || expectations.length !== 1) {
      reportProblem(
        conversion,
        {
          code: "schema/pattern",
          message: `The test "${test.name.slice(0, 60)}" is not valid: expected one of user, users and given, and one of holds, never and exactly.`,
          remedy: "Keep one of each. Write a separate test for each of the others.",
        },
        ["tests", index],
      );
      return [];
    }
    const list = (refs: readonly string[] | undefined) => (refs === undefined ? null : refsIn(refs));
    return [
      {
        source: conversion.source,
        index,
        name: test.name,
        subject,
        holds: list(test.holds),
        never: list(test.never),
        exactly: list(test.exactly),
      },
    ];
  });
}

function subjectIn({ user, users, given }: WrittenTest): TestSubject | undefined {
  if ([user, users, given].filter((subject) => subject !== undefined).length !== 1) return undefined;
  if (user !== undefined) return { kind: "user", user: user as UserId };
  if (users !== undefined) return { kind: "users", selector: selectorIn({ ...users }) };
  const fields = Object.entries(given ?? {}) as readonly (readonly [string, Scalar])[];
  return { kind: "given", attributes: new Map(fields) };
}
