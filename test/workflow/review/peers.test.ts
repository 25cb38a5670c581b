import { expect, it } from "vitest";
import { decisionCards } from "../../../src/workflow/review/decision-cards.ts";
import { compared } from "../../report/comment-scenario.ts";
import { findingsOf } from "../../support/judged.ts";
import { aModel, type ModelBuilder } from "../../support/model.ts";

/** Ada, one other engineer who holds okta/tool, and a service account of the same department and title that holds it. */
const world = (): ModelBuilder =>
  aModel()
    .user("ada", { title: "Engineer" })
    .user("bob", { title: "Engineer" })
    .user("bot", { title: "Engineer", kind: "service" })
    .entitlement("okta/tool")
    .grant("bob", "okta/tool")
    .grant("bot", "okta/tool");

it("counts the same peers on the decision card as in lp/outlier: people, never a service account", () => {
  const head = world()
    .grant("ada", "okta/tool")
    .setting("lp/outlier", {
      parameters: new Map([
        ["share", 2],
        ["peers", 1],
      ]),
    });
  const [card] = decisionCards(compared(world(), head));
  expect(card).toMatchObject({ user: "ada", peers: 1, gives: [{ entitlement: "okta/tool", peersHolding: 1 }] });
  const [finding] = findingsOf(head, "lp/outlier").filter(({ user }) => user === "ada");
  expect(finding?.message).toContain("which 1 of 1 peer with the title");
});
