import { describe, expect, it } from "vitest";
import type { Fault } from "../../src/sandbox/core/faults.ts";
import type { GithubReader } from "../../src/ports/github.ts";
import { aGithub, sha } from "../sandbox/github/running-github.ts";
import type { RunningGithub } from "../sandbox/github/running-github.ts";

/** Reads the evidence for approvals, in the order of a run. */
async function evidence(reader: GithubReader, number: number): Promise<object> {
  const pull = await reader.pullRequest(number);
  const reviews = await reader.reviews(number);
  const commits = await reader.commits(number);
  const pushes = await reader.pushes(pull.head.branch);
  return { pull, reviews, commits, pushes, team: await reader.teamMembers(301) };
}

/** Creates a pull request whose lists all have two pages. */
async function aBusyGithub(): Promise<{ readonly github: RunningGithub; readonly number: number }> {
  const members = Array.from({ length: 101 }, (_, index) => ({ id: 2000 + index, login: `m${index}` }));
  const github = await aGithub({
    accounts: [{ id: 11, login: "ada" }, ...members],
    teams: [{ id: 301, slug: "security", members: members.map(({ login }) => login) }],
  });
  const first = [{ sha: sha("c0"), by: "ada" }];
  const number = github.state.openPullRequest({ author: "ada", branch: "busy", commits: first });
  for (let index = 1; index <= 101; index += 1) {
    github.state.push("busy", { by: "m0", commits: [{ sha: sha(`c${index}`), by: "m1" }] });
    github.state.review(number, { by: `m${index - 1}`, state: "APPROVED" });
  }
  return { github, number };
}

const faults: Readonly<Record<string, Fault>> = {
  "a failure": { kind: "status", status: 500 },
  "a gateway's page": { kind: "status", status: 503, as: "html" },
  "not found": { kind: "status", status: 404 },
  "a missing permission": { kind: "status", status: 403 },
  "too many requests": { kind: "throttle", resetInSeconds: 1 },
  "a broken connection": { kind: "drop" },
  "half a page": { kind: "cut-page" },
  "an empty body": { kind: "rewrite", rewrite: (reply) => ({ ...reply, body: "" }) },
  "a page of HTML with status 200": { kind: "rewrite", rewrite: () => ({ status: 200, body: "<html></html>" }) },
  "null for every entry": {
    kind: "rewrite",
    rewrite: (reply) => ({ ...reply, body: Array.isArray(reply.body) ? reply.body.map(() => null) : null }),
  },
};

/** Faults that a retry can overcome. */
const passing = new Set(["a failure", "a gateway's page", "too many requests", "a broken connection"]);

/** Requests in order: the pull request, then two pages of each list. */
const requests = [
  "pull request",
  "reviews 1",
  "reviews 2",
  "commits 1",
  "commits 2",
  "pushes 1",
  "pushes 2",
  "team 1",
  "team 2",
];
/**
 * Half of a last page looks like a complete last page where no other field states the length of the list. The pages of
 * pushes are read by cursor, so no page is announced as the last.
 */
const undetectable = ["reviews 2", "pushes 1", "pushes 2", "team 2"];

describe("a fault at any request", () => {
  it.each(Object.entries(faults))(
    "%s, once or permanently, gives the complete result or a failure",
    async (name, fault) => {
      const { github, number } = await aBusyGithub();
      const { reader } = await github.client({ token: "ghs_app-token" });
      const truth = await evidence(reader, number);
      expect(github.sandbox.count()).toBe(requests.length);
      let failures = 0;
      for (const [skip, request] of requests.entries()) {
        if (name === "half a page" && undetectable.includes(request)) continue;
        for (const times of passing.has(name) ? [1, Infinity] : [Infinity]) {
          github.sandbox.clearFaults();
          github.sandbox.addFault({ fault, skip, times });
          const again = await github.client({ token: "ghs_app-token" });
          const outcome = await evidence(again.reader, number).catch((error: unknown) => error);
          if (outcome instanceof Error) {
            failures += 1;
            expect(outcome.name).toBe("GithubFailure");
          } else expect(outcome, `${name} at ${request}`).toEqual(truth);
        }
      }
      // A permanent fault is noticed at every request, except where it changes nothing.
      expect(failures).toBeGreaterThan(3);
    },
  );
});
