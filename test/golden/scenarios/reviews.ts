import { lintCodeowners, type LintInput } from "../../../src/codeowners/lint-codeowners.ts";
import { renderCodeowners } from "../../../src/codeowners/render-codeowners.ts";
import { codePages } from "../../../src/workflow/explain.ts";
import { handBypasses } from "../../approval/bypass/hands.ts";
import { peopleBypasses } from "../../approval/bypass/people.ts";
import { type Bypass, judge } from "../../approval/bypass/scenario.ts";
import { aModel, type ModelBuilder, person } from "../../support/model.ts";
import type { AccessModel } from "../../../src/model/documents.ts";
import { aTree, userYaml } from "../../support/tree.ts";
import {
  inTree,
  reportedFindings,
  type Scenarios,
  type Scenario,
  type Reported,
  reportedUnlocated,
} from "../scenario.ts";

const lint = (about: string, text: string | null, changes: Partial<LintInput> = {}): Scenario => ({
  about,
  reported: () => reportedFindings(lintCodeowners({ text, paths: [], expected: null, ...changes })),
});
const render = (
  about: string,
  world: () => ModelBuilder,
  { limit, change = (model) => model }: { limit?: number; change?: (model: AccessModel) => AccessModel } = {},
): Scenario => ({
  about,
  reported: () => reportedUnlocated(renderCodeowners(change(world().build()), limit).findings),
});
const rootAda = (model: AccessModel): AccessModel => ({
  ...model,
  organization: { ...model.organization, rootOwners: [person("ada")] },
});
const everything = "* @acme/security\n";

/** `codeowners/*`. */
export const codeownersScenarios: Scenarios = {
  "codeowners/differs": lint("line 1", everything, { expected: "* @acme/others\n" }),
  "codeowners/missing": lint(".github/CODEOWNERS", null),
  "codeowners/second-file": lint("docs/CODEOWNERS", everything, { paths: ["docs/CODEOWNERS"] }),
  "codeowners/unsupported-syntax": lint("!", `${everything}!access/ @acme/security\n`),
  "codeowners/invalid-owner": lint("security", `${everything}/access/ security\n`),
  "codeowners/ownerless-line": lint("/access/", `${everything}/access/\n`),
  "codeowners/duplicate-pattern": lint("*", `${everything}${everything}`),
  "codeowners/unowned-path": lint("access/rolecall.yaml", "/docs/ @acme/security\n", {
    paths: ["access/rolecall.yaml"],
  }),
  "codeowners/too-large": render("CODEOWNERS", aModel, { limit: 10 }),
  "codeowners/people-left-out": leftOut(),
  "codeowners/unreachable-owner": render("ada", () =>
    aModel()
      .user("ada")
      .entitlement("okta/crm", { owners: [person("ada")] }),
  ),
  "codeowners/no-root-owner": render("root owner", aModel, { change: rootAda }),
};

/** Returns a scenario whose people do not fit in a file of its own size. */
function leftOut(): Scenario {
  const world = (): ModelBuilder =>
    aModel()
      .user("bob", { github: { login: "bob", id: 7 } })
      .user("ada", { manager: "bob" as never });
  const whole = (): number => renderCodeowners(world().build()).text?.length ?? 0;
  return { about: "CODEOWNERS", reported: () => render("", world, { limit: whole() }).reported() };
}

/** Problems of the pull request, not of one review. */
const aboutPullRequest: readonly string[] = ["approval/unknown-history", "approval/unknown-pusher"];

/** Returns the scenario of a review that does not count, or of a pull request that cannot be evaluated. */
const judged = ({ accepted, edit, rule }: Bypass): Scenario => ({
  about: aboutPullRequest.includes(rule) ? "pull request 7" : "(account ",
  reported: () => {
    const { problems, refused, needs } = judge(edit(accepted));
    const next = codePages.get(rule)?.next ?? "";
    return [
      ...problems.map((problem): Reported => ({
        code: problem.rule,
        message: problem.message,
        where: "the pull request",
        next,
      })),
      ...[...refused, ...needs.flatMap((need) => need.refused)].map((refusal): Reported => ({
        code: refusal.rule,
        message: refusal.message,
        where: `review ${refusal.review} of ${refusal.by.login}`,
        next,
      })),
    ];
  },
});

const ownedByAda = (lines: string): Scenario =>
  inTree("ada", () => {
    return aTree()
      .file(
        "rolecall.yaml",
        'version: 1\norganization: Acme Robotics\ndomains: [acme.example]\ntimezone: Europe/Berlin\nrootOwners: [ada]\nteams: { "@acme/security": 4567 }\n',
      )
      .file("users/ada.yaml", userYaml("ada", lines));
  });

/** `approval/*`: for each, the first bypass that it refuses; and the trees whose changes cannot be approved. */
export const approvalScenarios: Scenarios = {
  "approval/no-approver": ownedByAda(""),
  "approval/too-few-approvers": ownedByAda("github: { login: ada, id: 7 }\n"),
  ...Object.fromEntries(
    [...handBypasses, ...peopleBypasses]
      .filter(({ rule }) => rule.startsWith("approval/"))
      .toReversed()
      .map((bypass) => [bypass.rule, judged(bypass)]),
  ),
};
