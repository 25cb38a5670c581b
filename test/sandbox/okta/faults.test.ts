import { describe, expect, it } from "vitest";
import { anOrg, aUser, namesIn, refusalIn } from "./org.ts";

const seed = { users: Array.from({ length: 8 }, (_, n) => aUser(`u${n}`)), groups: [{ name: "Eng" }] };

describe("a fault of the Okta sandbox", () => {
  it.each([
    [500, "E0000009"],
    [503, "E0000010"],
  ])("with status %i has Okta's body", async (status, code) => {
    const org = await anOrg(seed);
    org.sandbox.addFault({ fault: { kind: "status", status }, times: 1 });
    const answer = await org.get("users");
    expect([answer.status, answer.body.errorCode, answer.body.errorLink]).toEqual([status, code, code]);
    expect((await org.get("users")).status).toBe(200);
  });

  it("gives the reset in Okta's headers when it throttles", async () => {
    const org = await anOrg(seed);
    org.sandbox.addFault({ fault: { kind: "throttle", resetInSeconds: 30 }, times: 1 });
    const answer = await org.get("users");
    expect(refusalIn(answer)).toEqual([429, "E0000047"]);
    expect(answer.headers.get("x-rate-limit-remaining")).toBe("0");
    expect(answer.headers.get("x-rate-limit-reset")).toBe(String(org.clock.now() / 1000 + 30));
  });

  it("leaves half of the users and no next link when it cuts a page", async () => {
    const org = await anOrg(seed);
    org.sandbox.addFault({ fault: { kind: "cut-page" }, path: "/api/v1/users", times: 1 });
    const cut = await org.get("users?limit=4");
    expect([cut.status, namesIn(cut), cut.next]).toEqual([200, ["u0", "u1"], undefined]);
    const complete = await org.get("users?limit=4");
    expect([namesIn(complete).length, complete.next]).toEqual([4, expect.any(String)]);
  });

  it("hides an existing membership when it occurs after the effect", async () => {
    const org = await anOrg(seed);
    org.sandbox.addFault({ fault: { kind: "status", status: 500, when: "after" }, method: "PUT" });
    const answer = await org.call("PUT", `groups/${org.idOf("Eng")}/users/${org.idOf("u0")}`);
    expect(answer.status).toBe(500);
    expect(org.state.membersOf("Eng")).toHaveLength(1);
  });
});
