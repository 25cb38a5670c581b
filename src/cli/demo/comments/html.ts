import type { CompileContext, HtmlExtension, Token } from "micromark-util-types";
import { forHtml } from "./for-html.ts";
import type { ScenarioComment } from "./comments.ts";

/** Returns the page of a comment. */
export type PageRenderer = (comment: ScenarioComment) => string;

/**
 * Returns the renderer of pages, or null where the Markdown library is not installed: it is a development package, because
 * no other command needs it.
 */
export async function pageRenderer(): Promise<PageRenderer | null> {
  try {
    const { micromark } = await import("micromark");
    const { gfm, gfmHtml } = await import("micromark-extension-gfm");
    const toHtml = (markdown: string): string =>
      micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml(), keptHtml] });
    return ({ scenario, markdown }) => page(scenario.title, `<article>\n${toHtml(markdown)}\n</article>`);
  } catch (problem) {
    if (problem instanceof Error && "code" in problem && problem.code === "ERR_MODULE_NOT_FOUND") return null;
    throw problem;
  }
}

/** Returns the page that links the comments. */
export function renderIndex(comments: readonly ScenarioComment[]): string {
  const items = comments.map(
    ({ scenario: { id, title } }) => `<li><a href="${forHtml(id)}.html">${forHtml(title)}</a></li>`,
  );
  return page("Comments of typical changes", `<h1>Comments of typical changes</h1>\n<ul>\n${items.join("\n")}\n</ul>`);
}

/** The HTML that a comment uses and GitHub keeps. */
const keptTag = /^<\/?(?:details|summary|code|b|strong|sub|br)(?: open)?>$/;
const hiddenMarker = /^<!-- [a-z:-]+ -->$/;

/** Returns raw HTML of the source with every tag escaped that is not on the list. */
const safeHtml = (raw: string): string =>
  raw.replace(/<[^>]*>?/g, (tag) => (hiddenMarker.test(tag) ? "" : keptTag.test(tag) ? tag : forHtml(tag)));

function writeHtml(this: CompileContext, token: Token): undefined {
  this.raw(safeHtml(this.sliceSerialize(token)));
}

const keptHtml: HtmlExtension = { exit: { htmlFlowData: writeHtml, htmlTextData: writeHtml } };

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${forHtml(title)}</title>
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`;

/** A comment on GitHub is at most about 860 pixels wide; a wide table scrolls in its own box. */
const style = `
body { margin: 0 auto; max-width: 860px; padding: 16px; color: #1f2328; overflow-wrap: break-word;
  font: 14px/1.5 -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; }
table { display: block; width: max-content; max-width: 100%; overflow: auto; border-collapse: collapse; margin: 0 0 16px; }
th, td { padding: 6px 13px; border: 1px solid #d1d9e0; }
tr:nth-child(2n) { background: #f6f8fa; }
code { padding: .2em .4em; font: 85% ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
  background: #818b981f; border-radius: 6px; }
h3 { margin: 24px 0 16px; font-size: 1.25em; }
a { color: #0969da; }
ul { padding-left: 2em; }
details { margin: 0 0 16px; }
`;
