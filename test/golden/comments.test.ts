import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { demoComments } from "../../src/cli/commands/demo-comments.ts";
import { runCli } from "../../src/cli/program.ts";
import { pageRenderer } from "../../src/cli/demo/comments/html.ts";
import type { ScenarioComment } from "../../src/cli/demo/comments/comments.ts";
import { commentScenarios } from "../../src/cli/demo/comments/scenarios.ts";
import { commentBudget } from "../../src/report/comment/comment-head.ts";
import { readMarkdown } from "../support/markdown.ts";
import { aCliEnvironment, writtenComments } from "./scenario-comments.ts";
import { visibleLines, visibleText } from "./visible.ts";

const ids = commentScenarios.map(({ id }) => id);
const stored = (id: string): string => readFileSync(new URL(`comments/${id}.md`, import.meta.url), "utf8");

describe("the comment of each typical change", () => {
  let written: readonly ScenarioComment[] = [];
  beforeAll(async () => {
    written = await writtenComments();
  }, 120_000);

  it.each(ids)("is as stored: %s", (id) => {
    expect(written.find(({ scenario }) => scenario.id === id)?.markdown).toBe(stored(id));
  });
});

it.each(ids)("fits into a comment of GitHub: %s", (id) => {
  expect(stored(id).length).toBeLessThanOrEqual(commentBudget);
});

it.each(ids)("has at most 60 visible lines: %s", (id) => {
  expect(visibleLines(stored(id))).toBeLessThanOrEqual(60);
});

const browser = "/usr/bin/chromium";
const widths = [390, 1000] as const;

const hasBrowser = existsSync(browser);

describe.skipIf(!hasBrowser)(hasBrowser ? "in Chromium" : "skipped: chromium is not installed", () => {
  it("shows the same text at both widths, without an overflow of the page", async () => {
    const toPage = await pageRenderer();
    if (toPage === null) throw new Error("micromark is not installed");
    const running = await chromium.launch({ executablePath: browser, args: ["--no-sandbox"] });
    try {
      const tab = await running.newPage();
      for (const scenario of commentScenarios) {
        const markdown = stored(scenario.id);
        await tab.setContent(toPage({ scenario, markdown }));
        const expected = visibleText(readMarkdown(markdown));
        for (const width of widths) {
          await tab.setViewportSize({ width, height: 900 });
          const shown = await tab.evaluate<string>("document.body.innerText");
          expect({ id: scenario.id, width, text: shown.replace(/\s+/g, "") }).toEqual({
            id: scenario.id,
            width,
            text: expected.replace(/\s+/g, ""),
          });
          // A wide table scrolls in its own box, as on GitHub.
          const overflow = await tab.evaluate<number>("document.documentElement.scrollWidth - window.innerWidth");
          expect({ id: scenario.id, width, overflow: Math.max(overflow, 0) }).toEqual({
            id: scenario.id,
            width,
            overflow: 0,
          });
        }
      }
    } finally {
      await running.close();
    }
  }, 60_000);
});

it("refuses a folder with other files", async () => {
  const folder = mkdtempSync(join(tmpdir(), "rolecall-test-"));
  writeFileSync(join(folder, "notes.md"), "mine");
  try {
    const refused = await demoComments(folder, aCliEnvironment(folder), runCli).catch((problem: unknown) => problem);
    expect(String(refused)).toContain("the folder contains other files");
    expect(readdirSync(folder)).toEqual(["notes.md"]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

it("escapes the HTML that is not on the list", async () => {
  const toPage = await pageRenderer();
  const [scenario] = commentScenarios;
  if (toPage === null || scenario === undefined) throw new Error("no renderer");
  const hostile =
    "<details><summary>a</summary>\n\n<script>x</script> <img src=x>\n\n\\<b> &lt;details&gt; <img src=x>\n\n</details>\n";
  const html = toPage({ scenario, markdown: hostile });
  expect(html).toContain("<details><summary>a</summary>");
  expect(html).not.toMatch(/<script|<img|<b>/);
  expect(html).toContain("&lt;details&gt;");
});
