import { describe, expect, it } from "vitest";
import { checkTree } from "../../src/workflow/check.ts";
import { now } from "../support/model.ts";
import { aTree, type TreeBuilder, userYaml } from "../support/tree.ts";

const organization = (rootOwners: string): string =>
  `version: 1\norganization: Acme Robotics\ndomains: [acme.example]\ntimezone: Europe/Berlin\nrootOwners: ${rootOwners}\n`;

/** A company without a team, whose files name these root owners. */
const company = (rootOwners: string, adaLines = ""): TreeBuilder => {
  const tree = aTree();
  for (const path of ["systems/okta.yaml", "entitlements/okta/account.yaml"]) tree.without(path);
  return tree
    .file("rolecall.yaml", organization(rootOwners))
    .file("users/ada.yaml", userYaml("ada", adaLines))
    .file("users/bob.yaml", userYaml("bob", "github: { login: bob, id: 8 }\n"));
};

const found = (tree: TreeBuilder): readonly string[] =>
  checkTree(tree.build(), now).findings.map(({ code, severity, file, message }) =>
    [severity, code, file, message].join(" | "),
  );

describe("approvers of a tree", () => {
  it("rejects a tree whose only root owner has no pinned account", () => {
    expect(found(company("[ada]"))).toEqual([
      "error | approval/no-approver | access/rolecall.yaml | No person or team can approve a change: ada does not have a pinned GitHub account (`github.id`).",
    ]);
  });

  it("rejects a login without an id, because a login is not a pinned account", () => {
    expect(found(company("[ada]", "github: { login: ada }\n"))).toHaveLength(1);
  });

  it("rejects a tree whose root owners all left, and names each", () => {
    const left = userYaml("ada", "github: { login: ada, id: 7 }\n").replace("active", "terminated");
    const tree = company("[ada, cid]").file("users/ada.yaml", left).file("users/cid.yaml", userYaml("cid"));
    expect(found(tree).join("\n")).toContain("ada is not active; cid does not have a pinned GitHub account");
  });

  it("accepts a new repository with a single root owner, and warns of it", () => {
    expect(found(company("[ada]", "github: { login: ada, id: 7 }\n"))).toEqual([
      "warning | approval/too-few-approvers | access/rolecall.yaml | ada is the only approver of policies, systems and the organization, so no person can approve a change that ada proposes there.",
    ]);
  });

  it("accepts two root owners with pinned accounts without a finding", () => {
    expect(found(company("[ada, bob]", "github: { login: ada, id: 7 }\n"))).toEqual([]);
  });

  it("accepts the policy's fallback in place of root owners without an account", () => {
    const tree = company("[ada]").file("policies/approvals.yaml", "fallback: [bob]\n");
    expect(found(tree).filter((line) => line.startsWith("error"))).toEqual([]);
  });

  it("counts the entitlements of a tier whose stages need more people than there are", () => {
    const tree = company("[ada, bob]", "github: { login: ada, id: 7 }\n").file(
      "systems/okta.yaml",
      "id: okta\nprovider: okta\ntitle: Okta\nowners: [ada]\nmode: observe\nconnection: { orgUrl: https://acme.okta.example }\naccount: { join: employeeNumber, profile: { login: email } }\n",
    );
    for (const id of ["account", "a", "b", "c"])
      tree.file(
        `entitlements/okta/${id}.yaml`,
        `id: ${id}\ntitle: ${id}\ntarget: ${id === "account" ? "{ account: {} }" : `{ group: ${id} }`}\ntier: high\nowners: [ada, bob]\n`,
      );
    const messages = found(tree).filter((line) => line.includes("too-few"));
    expect(messages).toEqual([
      "warning | approval/too-few-approvers | access/rolecall.yaml | 4 entitlements of tier high need the approvals of 3 different people, and fewer people can give them: okta/a, okta/account, okta/b and 1 more.",
    ]);
  });
});
