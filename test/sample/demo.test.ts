import { expect, it } from "vitest";
import { runCli } from "../../src/cli/program.ts";
import { systemClock } from "../../src/cli/system-clock.ts";
import { eightyColumns, expectFits } from "../support/fitting.ts";
import { morningOf, root } from "./sample-company.ts";

// A winter and a summer day: each Node.js version of the CI takes one, because a demo costs several seconds.
const day = Number(process.versions.node.split(".")[0]) < 24 ? "2026-12-01" : "2027-06-01";

it(`completes the demo on ${day}`, async () => {
  const shift = morningOf(day) - systemClock.now();
  const printed: string[] = [];
  const code = await runCli(["demo"], {
    cwd: root,
    env: {},
    clock: { ...systemClock, now: () => systemClock.now() + shift },
    random: () => 0.5,
    out: (text) => void printed.push(text),
    err: () => undefined,
    screens: eightyColumns,
    isInteractive: false,
    ask: () => Promise.resolve(""),
    signal: new AbortController().signal,
  });
  const text = printed.join("");
  expect({ code, text: code === 0 ? "" : text }).toEqual({ code: 0, text: "" });
  expect(text).toMatch(/Applied: \d+ done\./);
  expectFits(text);
  // Two screens.
  expect(text.split("\n").length).toBeLessThan(100);
  const events = [
    /^ +\$ rolecall request /m,
    /^ +approval\/self: /m,
    /^ +approval\/stale: /m,
    /^ +Approved: 2 approvals required, 2 given\.$/m,
    /^ +1\/1 done +add chidi-eze to the okta group "Prod DB Admins"$/m,
    /^ +chidi-eze has okta\/prod-db-admin at /m,
    /^ +withheld {2}add chidi-eze to the okta group "CRM Users"$/m,
    /^ +\$ rolecall ratify /m,
    /^ +1\/1 done +add chidi-eze to the okta group "CRM Users"$/m,
    /^ +1\/1 done +remove chidi-eze from the okta group "Prod DB Admins"$/m,
    /^ +chidi-eze does not have okta\/prod-db-admin at /m,
    /^ +No changes\. The providers match the files under access\/\.$/m,
    /^ +branch:rolecall-journal is verified: /m,
    /^Try next:$/m,
  ].map((event) => text.search(event));
  expect(events.filter((place) => place < 0)).toEqual([]);
  expect(events).toEqual([...events].sort((left, right) => left - right));
});
