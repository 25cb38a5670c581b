import { describe, expect, it } from "vitest";
import type { Edit } from "../../../support/memory-git/objects.ts";
import { grantFile, grantPath, userFile } from "../company-files.ts";
import { aScenario } from "../scenario.ts";
import { idsOf, liveOf, oktaProfile } from "./live-state.ts";

const entitlement = (id: string, title: string, lines: readonly string[]): Edit => ({
  [`access/entitlements/okta/${id}.yaml`]: [
    `id: ${id}`,
    `title: ${title}`,
    `target: { group: ${title} }`,
    ...lines,
    "",
  ].join("\n"),
});
const granted = (user: string, id: string): Edit => ({
  [grantPath(user, `okta/${id}`)]: grantFile(user, `okta/${id}`, "ticket: OPS-1\n"),
});

describe("the mailbox of a user", { timeout: 120_000 }, () => {
  const moved: Edit = {
    "access/users/ada.yaml": userFile("ada").replace("email: ada@", "email: night@"),
  };
  const critical = entitlement("prod", "Production", ["tier: critical", "standing: true", "owners: [olga, sue]"]);

  /** Ada holds an entitlement; another user moves her mailbox, with these approvals. Returns her addresses and the code. */
  async function mailboxAfter(holds: string, approvedBy: readonly string[]): Promise<readonly unknown[]> {
    const scenario = await aScenario({ ...critical, ...granted("ada", holds) });
    const { google } = await idsOf(scenario, "ada");
    const number = scenario.propose("mailbox", moved, "bob");
    for (const login of approvedBy) scenario.approve(number, login);
    scenario.merge(number);
    const { code } = await scenario.apply();
    const { primaryEmail } = await liveOf(scenario).google("GET", `/users/${google}`);
    const { email, login } = { email: null, ...(await oktaProfile(scenario, "1001")) };
    return [email, login, primaryEmail, code].map((value) => String(value).split("@")[0]);
  }
  const redirected = ["night", "night", "night", "0"];

  it("who holds critical access: the run does not redirect it with the approval of the manager alone", async () => {
    expect(await mailboxAfter("prod", ["mel"])).toEqual(["ada", "ada", "ada", "4"]);
  });

  it("who holds critical access: the run redirects it with those who approve critical access", async () => {
    expect(await mailboxAfter("prod", ["mel", "olga", "sam"])).toEqual(redirected);
  });

  it("who holds access of tier low: the run redirects it with the approval of the manager alone", async () => {
    expect(await mailboxAfter("wiki", ["mel"])).toEqual(redirected);
  });
});

describe("access that the manager and the owner approve", { timeout: 120_000 }, () => {
  const ledger = entitlement("ledger", "Ledger", ["tier: medium", "owners: [olga]"]);
  const path = grantPath("ada", "okta/ledger");
  const named = `Add Ada\n\n${["mel", "olga"].map((name) => `Co-authored-by: ${name} <${name}@acme.example>`).join("\n")}\n`;

  /** Ada is granted the entitlement, and the fallback approves. Returns the members of its group and the code. */
  async function membersAfter({
    message = "Add Ada",
    pushedBy = [],
    approvedBy = ["sue", "sam"],
  }: {
    readonly message?: string;
    readonly pushedBy?: readonly string[];
    readonly approvedBy?: readonly string[];
  }): Promise<readonly unknown[]> {
    const scenario = await aScenario(ledger);
    const number = scenario.propose("ledger", granted("ada", "ledger"), "bob", message);
    for (const by of pushedBy)
      scenario.amend("ledger", { [path]: `# Checked by ${by}\n${granted("ada", "ledger")[path] ?? ""}` }, by);
    for (const login of approvedBy) scenario.approve(number, login);
    scenario.merge(number);
    const { code } = await scenario.apply();
    return [await scenario.members("Ledger"), code];
  }

  it("is withheld where a line of the message names the manager and the owner as authors, so that the fallback decides", async () => {
    expect(await membersAfter({ message: named })).toEqual([[], 4]);
  });

  it("is applied with the fallback where both pushed to the branch themselves", async () => {
    expect(await membersAfter({ pushedBy: ["mel", "olga"] })).toEqual([["ada"], 0]);
  });

  it("is applied with the manager and the owner where no line names them, and withheld with the fallback", async () => {
    expect(await membersAfter({ approvedBy: ["mel", "olga"] })).toEqual([["ada"], 0]);
    expect(await membersAfter({})).toEqual([[], 4]);
  });
});
