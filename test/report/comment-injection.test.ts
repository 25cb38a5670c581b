import { describe, expect, it } from "vitest";
import { renderComment, renderJobSummary } from "../../src/report/comment/render-comment.ts";
import { renderDiffMarkdown } from "../../src/report/diff/render-markdown.ts";
import { randomFrom } from "../property/random.ts";
import { hostileTexts } from "../support/findings.ts";
import { activeWords, nodesOf, readMarkdown, skeletonOf } from "../support/markdown.ts";
import { inputWithText, links } from "./comment-everything.ts";

const hostile: readonly string[] = [
  ...hostileTexts,
  "1. first",
  "- [ ] task",
  "+ item",
  "> quote",
  "ada@evil.example and mailto:ada@evil.example",
  "(see [x]) ](https://evil.example)",
  "[^1] :tada: $x$ &#64;acme &amp; \\@acme",
  "`",
  "``` `` `",
  "deadbeef acme/access#7 OPS-1234",
  "@acme/security\u200b \u2028# heading",
  "\ud800 half a character",
  "../../../evil",
  "*bold* _under_ ~~gone~~ **",
  "== \n --- \n ***",
  "    indented",
];

const renderers = {
  comment: (text: string) => renderComment(inputWithText(text)).markdown,
  "job summary": (text: string) => renderJobSummary(inputWithText(text)).markdown,
  "diff as Markdown": (text: string) => renderDiffMarkdown(inputWithText(text).report),
};

describe.each(Object.entries(renderers))("nothing active that people wrote in the %s", (_, render) => {
  const plain = skeletonOf(readMarkdown(render("words")));

  it.each(hostile)("%j", (text) => {
    const tree = readMarkdown(render(text));
    expect(skeletonOf(tree)).toBe(plain);
    expect(activeWords(tree)).toEqual([]);
    const addresses = nodesOf(tree).flatMap(({ type, url }) => (type === "link" ? [url ?? ""] : []));
    const own = /^https:\/\/github\.example\/acme\/access\/blob\/c0ffee[0-9a-f]{34}\/[\w%./~-]+(?:#L2)?$/;
    expect(addresses.filter((url) => !own.test(url) || url.includes("/../"))).toEqual([]);
    expect(nodesOf(tree).filter(({ type }) => type === "image")).toEqual([]);
  });
});

it("keeps random combinations of hostile texts inert", () => {
  const tokens = [
    "`",
    "``",
    "|",
    "\n",
    "@acme",
    "<b>",
    "](",
    "[",
    "!",
    "#1",
    "*",
    "_",
    "~~",
    "\\",
    "&#96;",
    "www.x.example",
  ];
  const others = [
    "https://x.example",
    " ",
    "-",
    "1.",
    ")",
    "(",
    "'",
    '"',
    "a",
    "$",
    ":x:",
    "deadbeef",
    "e@x.example",
    ">",
    "=",
  ];
  const plain = skeletonOf(readMarkdown(renderers.comment("words")));
  const seed = 20_261_201;
  const random = randomFrom(seed);
  for (let round = 0; round < 150; round += 1) {
    // Starts with a word, because a text of blanks shows nothing.
    const text = `w${Array.from({ length: 1 + random.below(8) }, () => random.one([...tokens, ...others])).join("")}`;
    const tree = readMarkdown(renderers.comment(random.chance(0.5) ? text : text.slice(1) + "w"));
    expect([skeletonOf(tree), activeWords(tree)], `seed ${seed}, round ${round}: ${JSON.stringify(text)}`).toEqual([
      plain,
      [],
    ]);
  }
});

it("finds a heading, a link and a table row that come from data", () => {
  const of = (text: string): string => skeletonOf(readMarkdown(text));
  expect(of("- a")).not.toBe(of("- a\n\n# b"));
  expect(of("a b")).not.toBe(of("a [b](https://evil.example)"));
  expect(of("| a |\n|---|\n| b |")).not.toBe(of("| a |\n|---|\n| b |\n| c |"));
  expect(activeWords(readMarkdown("ask @acme about #12"))).toHaveLength(1);
});

it("renders only known headings, known HTML and table rows of four cells", () => {
  const tree = readMarkdown(renderComment(inputWithText("| x")).markdown);
  const html = nodesOf(tree).flatMap(({ type, value }) => (type === "html" ? [value] : []));
  expect(html[0]).toBe("<!-- rolecall:plan -->");
  // What the comment has after its verdict stays when the merge changes the verdict.
  expect(html[1]).toBe("<!-- rolecall:verdict-end -->");
  expect(
    html
      .slice(2)
      .every((value) =>
        /^<details><summary>[\w ,]+(?:<code>[\w?.-]*<\/code>)?<\/summary>$|^<\/details>$|^<br>$/.test(value ?? ""),
      ),
  ).toBe(true);
  const rows = nodesOf(tree).filter(({ type }) => type === "tableRow");
  expect(rows.map(({ children }) => children?.length)).toEqual(rows.map(() => 4));
  expect(rows.length).toBeGreaterThan(4);
});

it("links to the line of the file at the commit for any file name", () => {
  const markdown = renderComment(inputWithText("a b#c?d(e)'é")).markdown;
  expect(markdown).toContain(
    `](${links.repositoryUrl}/blob/${links.commit}/access/a%20b%23c%3Fd%28e%29%27%C3%A9.yaml#L2)`,
  );
});

it("renders no links without a valid repository URL and commit", () => {
  for (const broken of [
    { repositoryUrl: null, commit: links.commit },
    { repositoryUrl: links.repositoryUrl, commit: null },
    { repositoryUrl: "javascript:alert(1)", commit: links.commit },
    { repositoryUrl: "https://github.example/a b)", commit: links.commit },
    { repositoryUrl: links.repositoryUrl, commit: "main) [x](y" },
  ]) {
    const tree = readMarkdown(renderComment({ ...inputWithText("words"), links: broken }).markdown);
    expect(nodesOf(tree).filter(({ type }) => type === "link")).toEqual([]);
  }
});
