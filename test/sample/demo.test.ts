import { expect, it } from "vitest";
import { runCli } from "../../src/cli/program.ts";
import { systemClock } from "../../src/cli/system-clock.ts";
import { morningOf, root } from "./sample-company.ts";

it.each(["2026-12-01", "2027-06-01"])("completes the demo on %s", async (day) => {
  const shift = morningOf(day) - systemClock.now();
  const printed: string[] = [];
  const code = await runCli(["demo"], {
    cwd: root,
    env: {},
    clock: { ...systemClock, now: () => systemClock.now() + shift },
    random: () => 0.5,
    out: (text) => void printed.push(text),
    err: () => undefined,
    isInteractive: false,
    ask: () => Promise.resolve(""),
    signal: new AbortController().signal,
  });
  const text = printed.join("");
  expect({ code, text: code === 0 ? "" : text }).toEqual({ code: 0, text: "" });
  expect(text).toMatch(/Applied: \d+ done\./);
  const withheld = text.search(/^withheld  add chidi-eze to the okta group "CRM Users"$/m);
  const ratified = text.indexOf("$ rolecall ratify");
  expect(withheld).toBeGreaterThan(0);
  expect(ratified).toBeGreaterThan(withheld);
  expect(text.slice(ratified)).toMatch(/1 done, .* 0 withheld/);
  expect(text).toContain("No changes. The providers match the files under access/.");
});
