import { describe, expect, it } from "vitest";
import type { Edit } from "../../../support/memory-git/objects.ts";
import {
  companyFiles,
  grantFile,
  grantPath,
  journalPair,
  organizationWith,
  people,
  userFile,
} from "../company-files.ts";
import { aScenario, type Scenario } from "../scenario.ts";
import { idsOf, oktaGroups, oktaProfile, openIn } from "./live-state.ts";

/** An edit that a push without a pull request brings onto the branch, and that an approved pull request may bring. */
interface Push {
  readonly name: string;
  /** What the first commit has in addition. */
  readonly company?: Edit;
  readonly edit: Edit;
  /** Reads the sandboxes after the run. */
  readonly state: (scenario: Scenario) => Promise<unknown>;
  /** The state after the edit was pushed without an approval, and the exit code. */
  readonly withheld: readonly [state: unknown, code: number];
  /** The state after the same edit was approved, and the exit code. */
  readonly applied: readonly [state: unknown, code: number];
}

const hours = 3_600_000;
const noon = "2026-12-01T12:00:00Z";
const textOf = (path: string): string => companyFiles[path] ?? "";
const replaced = (path: string, from: string, to: string): Edit => ({ [path]: textOf(path).replace(from, to) });
const organization = (more: string): Edit => ({
  "access/rolecall.yaml": `${organizationWith(journalPair.publicKey)}${more}`,
});

const okta = "access/systems/okta.yaml";
const bob = "access/users/bob.yaml";
const crm = "access/entitlements/okta/crm.yaml";
const bobInCrm = grantPath("bob", "okta/crm");
const crmMembers = (scenario: Scenario): Promise<unknown> => scenario.members("CRM Users");

const ofCompany: readonly Push[] = [
  {
    name: "renames a user",
    edit: { [bob]: userFile("bob").replace("given: Bob", "given: Robert") },
    state: async (scenario) => (await oktaProfile(scenario, "1002"))?.firstName,
    withheld: ["Bob", 4],
    applied: ["Robert", 0],
  },
  {
    name: "renames a group",
    edit: replaced(crm, "target: { group: CRM Users }", "target: { group: Sales }\npreviously: [{ group: CRM Users }]"),
    state: async (scenario) => (await oktaGroups(scenario)).includes("Sales"),
    withheld: [false, 4],
    applied: [true, 0],
  },
  {
    name: "puts off the end of a grant",
    company: { [bobInCrm]: grantFile("bob", "okta/crm", `expires: ${noon}\n`) },
    edit: { [bobInCrm]: grantFile("bob", "okta/crm", "expires: 2026-12-24T12:00:00Z\n") },
    state: crmMembers,
    withheld: [[], 4],
    applied: [["bob"], 0],
  },
  {
    name: "changes the address behind an approved start",
    company: { "access/users/nia.yaml": newUser("nia") },
    edit: { "access/users/nia.yaml": newUser("nia").replace("nia@", "stranger@") },
    state: async (scenario) => (await oktaProfile(scenario, "1009"))?.login,
    withheld: ["nia@acme.example", 4],
    applied: ["stranger@acme.example", 0],
  },
];

/** A user who starts at noon. */
function newUser(id: string): string {
  return userFile("bob")
    .replaceAll("bob", id)
    .replaceAll("Bob", "Nia")
    .replace(people["bob"]?.number ?? "", "1009")
    .replace(/github: .*\n/, "")
    .replace("start: 2024-01-01", `start: ${noon}`);
}

/** Bob's employment ends at noon, as approved. */
const leaving: Edit = { [bob]: userFile("bob", { end: noon }), [bobInCrm]: null };
/** No account may be closed by an end. */
const noEnds = organization("guards: { scheduled: { count: 0 } }\n");
const override = (system: string): Edit => ({
  [`access/overrides/scheduled/${system}.yaml`]: `guard: scheduled\nsystem: ${system}\ncount: 5\nreason: Bob leaves\nexpires: 2026-12-02T12:00:00Z\n`,
});

/** Okta and all that refers to it are gone. */
const withoutOkta: Edit = {
  ...Object.fromEntries(
    Object.keys(companyFiles)
      .filter((path) => path.startsWith("access/entitlements/okta/"))
      .map((path) => [path, null]),
  ),
  [okta]: null,
  "access/policies/separation-of-duties/vendor-payment.yaml": null,
  ...replaced("access/roles/birthright/everyone.yaml", "[okta/account, google/account]", "[google/account]"),
};

/** Settings that decide whether the leaver is contained. The state is the list of systems that the leaver can sign in to. */
const beforeAnEnd: readonly Omit<Push, "state">[] = [
  {
    name: "puts off the end of an employment",
    company: leaving,
    edit: { [bob]: userFile("bob", { end: "2027-06-30" }) },
    withheld: [[], 4],
    applied: [["google", "okta"], 0],
  },
  {
    name: "sets a system to observe",
    company: leaving,
    edit: replaced(okta, "mode: enforce", "mode: observe"),
    withheld: [[], 4],
    applied: [["okta"], 5],
  },
  {
    name: "adds the leaver to the protected users",
    company: leaving,
    edit: organization("protected: [bob]\n"),
    withheld: [[], 4],
    applied: [["google", "okta"], 4],
  },
  {
    name: "removes the file of a system",
    company: leaving,
    edit: withoutOkta,
    withheld: [[], 4],
    // The rules refuse a system that is removed while its entitlements are in use. The account stays as it is.
    applied: [["okta"], 3],
  },
  {
    name: "sets the guards to zero",
    company: leaving,
    edit: noEnds,
    withheld: [[], 4],
    applied: [["google", "okta"], 4],
  },
  {
    name: "raises a guard",
    company: { ...leaving, ...noEnds },
    edit: organization("guards: { scheduled: { count: 100 } }\n"),
    withheld: [["google", "okta"], 4],
    applied: [[], 0],
  },
  {
    name: "adds an override",
    company: { ...leaving, ...noEnds },
    edit: { ...override("okta"), ...override("google") },
    withheld: [["google", "okta"], 4],
    applied: [[], 0],
  },
];

const pushes: readonly Push[] = [
  ...ofCompany,
  ...beforeAnEnd.map((push) => ({
    ...push,
    state: async (scenario: Scenario) => openIn(scenario, await idsOf(scenario, "bob")),
  })),
];

/** Runs at three hours after noon, when every start and every end above is past. */
async function outcome(scenario: Scenario, { state }: Push): Promise<readonly unknown[]> {
  scenario.later(6 * hours);
  const ran = await scenario.apply();
  return [await state(scenario), ran.code];
}

const wikiForAda: Edit = { [grantPath("ada", "okta/wiki")]: grantFile("ada", "okta/wiki") };

/** An approved gain, pushed to before its merge, or with a direct push after its approval. Returns the wiki's members. */
async function gainAfter(edit: Edit, pushed: "to the pull request" | "to the branch"): Promise<readonly unknown[]> {
  const scenario = await aScenario();
  const number = scenario.propose("wiki", wikiForAda, "ada");
  for (const login of ["mel", "olga", "sue", "sam"]) scenario.approve(number, login);
  if (pushed === "to the branch") scenario.pushDirectly(edit);
  else scenario.amend("wiki", edit, "ada");
  scenario.merge(number);
  const { code } = await scenario.apply();
  return [await scenario.members("Wiki Users"), code];
}

describe("a push without a pull request", { timeout: 120_000 }, () => {
  it.each(pushes)("has no effect where it $name", async (push) => {
    const scenario = await aScenario(push.company);
    scenario.pushDirectly(push.edit);
    expect(await outcome(scenario, push)).toEqual(push.withheld);
  });

  it.each(pushes)("is applied as an approved pull request that $name", async (push) => {
    const scenario = await aScenario(push.company);
    scenario.mergeApproved("change", push.edit, "ada");
    expect(await outcome(scenario, push)).toEqual(push.applied);
  });
});

describe("a stray commit before an approved gain is merged", { timeout: 120_000 }, () => {
  it.each([
    ["stops it where it changes what an approval covers", ".github/CODEOWNERS", [[], 4]],
    ["does not stop it where it mends a README", "README.md", [["ada"], 0]],
  ])("%s", async (_, path, expected) => {
    expect(await gainAfter({ [path]: "Mended\n" }, "to the branch")).toEqual(expected);
  });
});

describe("a push to the pull request after its approval", { timeout: 120_000 }, () => {
  const wiki = "access/entitlements/okta/wiki.yaml";
  it.each([
    ["a limit", organization("limits: { files: 90000 }\n")],
    ["a rate", organization("rate: { share: 0.9 }\n")],
    ["a title", replaced(wiki, "title: Wiki Users", "title: All documents")],
    ["a description", { [wiki]: `${textOf(wiki)}description: All documents\n` }],
  ])("voids the approval where it changes %s: nothing is applied", async (_, edit) => {
    expect(await gainAfter(edit, "to the pull request")).toEqual([[], 4]);
  });

  it("keeps the approval where it adds a comment alone", async () => {
    const edit = { [wiki]: `# All documents\n${textOf(wiki)}` };
    expect(await gainAfter(edit, "to the pull request")).toEqual([["ada"], 0]);
  });
});
