import { catalogueText } from "../../src/report/request/catalogue.ts";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { resolveAssignments } from "../../src/model/effective.ts";
import { issueAnswers } from "../../src/request/issue-answers.ts";
import { issueForm, issueLabels } from "../../src/request/issue-form.ts";
import { userByAccount, userByAddress } from "../../src/model/find-user.ts";
import { requestableByAnyUser } from "../../src/request/requestable.ts";
import { aModel } from "../support/model.ts";

const empty = "_No response_";

/** The body that GitHub generates from a filled form. */
function aBody(changes: Partial<Record<keyof typeof issueLabels, string>> = {}): string {
  const answers = {
    wanted: "okta/prod-db-admin: Production database administrators (critical, PT4H at most)",
    user: empty,
    reason: "Migrate the orders database",
    ticket: empty,
    expires: empty,
    ...changes,
  };
  return (["wanted", "user", "reason", "ticket", "expires"] as const)
    .map((field) => `### ${issueLabels[field]}\n\n${answers[field]}`)
    .join("\n\n");
}

const answers = (body: string) => {
  const reading = issueAnswers(body);
  return reading.kind === "answers" ? reading.answers : undefined;
};

const problems = (body: string): string => {
  const reading = issueAnswers(body);
  return reading.kind === "refused" ? reading.problems.join("\n") : "";
};

describe("a filled form", () => {
  it("returns its answers, and null for empty ones", () => {
    expect(answers(aBody())).toEqual({
      wanted: "okta/prod-db-admin",
      user: null,
      reason: "Migrate the orders database",
      ticket: null,
      expires: null,
    });
    expect(
      answers(aBody({ wanted: "role:on-call: On call (medium)", user: "bob", ticket: "INC-1", expires: "PT4H" })),
    ).toMatchObject({ wanted: "role:on-call", user: "bob", ticket: "INC-1", expires: "PT4H" });
  });

  it("accepts Windows line ends", () => {
    expect(answers(aBody().replaceAll("\n", "\r\n"))).toEqual(answers(aBody()));
  });

  it("keeps hostile answers unchanged as text", () => {
    const reason = "$(touch x) `id` ${{ secrets.X }} ::set-output:: <!-- @acme/security --> user: eve";
    expect(answers(aBody({ reason }))?.reason).toBe(reason);
  });
});

describe("a body that is not a filled form", () => {
  const injected = "fine\n\n### Ticket\n\nINC-9";
  it.each([
    ["an empty body", "", "The headings are not valid"],
    ["a heading inside an answer", aBody({ reason: injected }), "each once and in this order"],
    ["an additional heading", aBody({ reason: "fine\n\n### Approved by\n\nme" }), "each once and in this order"],
    ["text before the form", `Please hurry\n\n${aBody()}`, "The text does not start with the form's first heading"],
    ["a missing heading", aBody().replace("### Reason\n\n", ""), "The headings are not valid"],
    [
      "another order",
      aBody()
        .replace("### Ticket", "### Until")
        .replace(/### Until(?![\s\S]*### Until)/, "### Ticket"),
      "in this order",
    ],
    ["a heading with a similar letter", aBody().replace("### Reason", "### Rea\u0455on"), "The headings are not valid"],
    ["two lines in an answer", aBody({ reason: "fine\nuser: eve" }), '"Reason" has more than one line.'],
    [
      "two lines below the last heading",
      aBody({ expires: "2026-12-31\n\n/approve" }),
      '"Until" has more than one line.',
    ],
    ["an answer that is too long", aBody({ reason: "x".repeat(501) }), '"Reason" has 501 characters'],
    ["a huge body", aBody({ reason: "x".repeat(70_000) }), "The text is too long: expected at most 65536 characters"],
    ["no choice", aBody({ wanted: empty }), '"What is needed" has no answer.'],
    ["no reason", aBody({ reason: empty }), '"Reason" has no answer.'],
    ["a choice that is not a name", aBody({ wanted: "../../rolecall" }), "expected an entitlement such as"],
    ["a choice with a path", aBody({ wanted: "okta/a/b: x" }), "expected an entitlement such as"],
    ["a choice in capitals", aBody({ wanted: "OKTA/CRM: x" }), "expected an entitlement such as"],
    ["a wildcard", aBody({ wanted: "okta/*" }), "expected an entitlement such as"],
  ])("is rejected: %s", (_, body, message) => {
    expect(answers(body)).toBeUndefined();
    expect(problems(body)).toContain(message);
  });

  it("is rejected with all its problems", () => {
    expect(problems(aBody({ wanted: "x", reason: empty })).split("\n")).toHaveLength(2);
  });
});

describe("the form", () => {
  const company = () =>
    aModel()
      .user("ada")
      .entitlement("okta/crm", { title: "CRM: sales & support # 1\nsecond 'line' \"q\"", tier: "high" })
      .entitlement("okta/closed", { requestable: false })
      .role("on-call", []);
  const options = () => {
    const model = company().build();
    return requestableByAnyUser({ model, index: resolveAssignments(model) });
  };

  it("offers exactly the requestable targets, with the same bytes each time", () => {
    const form = issueForm(options());
    expect(issueForm(options())).toBe(form);
    const { body } = parse(form);
    expect(body[1].attributes.options).toEqual([
      `okta/crm: CRM: sales & support # 1 second 'line' "q" (high, 90 days at most)`,
      "role:on-call: on-call (low)",
    ]);
  });

  it("has the headings and choices that issueAnswers reads", () => {
    const { body } = parse(issueForm(options()));
    const labels = body.slice(1).map(({ attributes }: { attributes: { label: string } }) => attributes.label);
    expect(labels).toEqual(Object.values(issueLabels));
    const choices: readonly string[] = body[1].attributes.options;
    expect(choices.map((wanted) => answers(aBody({ wanted }))?.wanted)).toEqual(["okta/crm", "role:on-call"]);
  });

  it("takes the id as text and links the catalogue above 100 choices", () => {
    const many = aModel().user("ada");
    for (let number = 0; number < 101; number += 1)
      many.entitlement(`okta/app-${number}`, { title: "An <img src=x> app | 1" });
    const model = many.build();
    const choices = requestableByAnyUser({ model, index: resolveAssignments(model) });
    const { body } = parse(issueForm(choices));
    expect(body.filter(({ type }: { type: string }) => type === "dropdown")).toEqual([]);
    expect(body[1].attributes.value).toContain("(../blob/HEAD/access/CATALOGUE.md)");
    const labels = body.flatMap(({ attributes }: { attributes: { label?: string } }) => attributes.label ?? []);
    expect(labels).toEqual(Object.values(issueLabels));
    const catalogue = catalogueText(choices);
    expect(catalogue).toContain("## okta\n\n| Id |");
    expect(catalogue.match(/^\| `okta\/app-\d+` \| .* \|$/gm)).toHaveLength(101);
    expect(catalogue).not.toMatch(/(?<!`)<img/);
    expect(answers(aBody({ wanted: "okta/app-7" }))?.wanted).toBe("okta/app-7");
  });

  it("has only single-line answers", () => {
    const { body } = parse(issueForm(options()));
    expect(body.map(({ type }: { type: string }) => type)).toEqual([
      "markdown",
      "dropdown",
      "input",
      "input",
      "input",
      "input",
    ]);
  });
});

describe("the requester", () => {
  const model = aModel()
    .user("ada", { github: { login: "ada", id: 11 }, aliases: ["a@acme.example"] })
    .user("bob", { github: { login: "bob", id: null } })
    .user("cyn", { github: { login: "c1", id: 13 } })
    .user("cyn-admin", { github: { login: "c2", id: 13 } })
    .build();

  it("is found by the account's id", () => {
    expect(userByAccount(11, model)?.id).toBe("ada");
    expect(userByAccount(12, model)).toBeUndefined();
  });

  it("is not found when two users have the account", () => {
    expect(userByAccount(13, model)).toBeUndefined();
  });

  it("is found by an address or alias, ignoring case", () => {
    expect(userByAddress("Ada@ACME.example", model)?.id).toBe("ada");
    expect(userByAddress("a@acme.example", model)?.id).toBe("ada");
    expect(userByAddress("eve@acme.example", model)).toBeUndefined();
  });
});
