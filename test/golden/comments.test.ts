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
import { commentBudget, renderComment } from "../../src/report/comment/render-comment.ts";
import { inputWithText } from "../report/comment-everything.ts";
import { hostileTexts } from "../support/findings.ts";
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

/** Counts the tables that are wider than their box and cannot be scrolled in it. */
const cutTables = `[...document.querySelectorAll("table")].filter((table) =>
  table.scrollWidth > table.clientWidth && !["auto", "scroll"].includes(getComputedStyle(table).overflowX)).length`;

/** Returns the names of the elements of the page's comment, in order. A code span can be split, so it does not count. */
const structure = `[...document.querySelectorAll("article *")].map(({ localName }) => localName)
  .filter((name) => name !== "code").join(" ")`;

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
          // A wide table scrolls in its own box, as on GitHub, also in a fold that a reader opens.
          for (const open of [false, true]) {
            await tab.evaluate(`for (const fold of document.querySelectorAll("details")) fold.open = ${open}`);
            const overflow = await tab.evaluate<number>("document.documentElement.scrollWidth - window.innerWidth");
            const cut = await tab.evaluate<number>(cutTables);
            const found = { id: scenario.id, width, open, overflow: Math.max(overflow, 0), cut };
            expect(found).toEqual({ id: scenario.id, width, open, overflow: 0, cut: 0 });
          }
          await tab.evaluate('for (const fold of document.querySelectorAll("details")) fold.open = false');
        }
      }
    } finally {
      await running.close();
    }
  }, 60_000);

  it("shows what people wrote as text: the elements are the same for every text", async () => {
    const toPage = await pageRenderer();
    const [scenario] = commentScenarios;
    if (toPage === null || scenario === undefined) throw new Error("no renderer");
    const running = await chromium.launch({ executablePath: browser, args: ["--no-sandbox"] });
    try {
      const tab = await running.newPage();
      const elementsWith = async (text: string): Promise<string> => {
        const { markdown } = renderComment(inputWithText(text));
        await tab.setContent(toPage({ scenario, markdown }));
        return tab.evaluate<string>(structure);
      };
      const plain = await elementsWith("words");
      expect(plain.split(" ").length).toBeGreaterThan(20);
      for (const text of hostileTexts)
        expect({ text, elements: await elementsWith(text) }).toEqual({ text, elements: plain });
    } finally {
      await running.close();
    }
  }, 60_000);
});

it("refuses a path that is a file, and leaves the file as it is", async () => {
  const folder = mkdtempSync(join(tmpdir(), "rolecall-test-"));
  const file = join(folder, "notes.md");
  writeFileSync(file, "mine");
  try {
    const refused = await demoComments(file, aCliEnvironment(folder), runCli).catch((problem: unknown) => problem);
    expect(String(refused)).toContain("expected a folder, got a file");
    expect(readFileSync(file, "utf8")).toBe("mine");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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
