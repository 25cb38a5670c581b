import { forTerminal } from "../escape.ts";

/** Escapes text for XML 1.0 content or an attribute value. Characters that XML forbids are shown by code point. */
export function forXml(text: string): string {
  return forTerminal(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&apos;")
    .replaceAll(/[\ufffe\uffff]/gu, "\ufffd");
}

/** One JUnit test case; `failure` null: passed. */
export interface JunitCase {
  readonly group: string;
  readonly name: string;
  readonly failure: { readonly kind: string; readonly message: string; readonly text: string } | null;
  /** Output of the case, passed or failed. */
  readonly note: string | null;
}

/** Returns a JUnit report with one suite. */
export function renderJunit(suite: string, cases: readonly JunitCase[]): string {
  const failures = cases.filter(({ failure }) => failure !== null).length;
  const counts = `tests="${cases.length}" failures="${failures}" errors="0" skipped="0"`;
  const lines = cases.map(({ group, name, failure, note }) => {
    const head = `    <testcase classname="${forXml(group)}" name="${forXml(name)}">`;
    const failed =
      failure === null
        ? ""
        : `<failure type="${forXml(failure.kind)}" message="${forXml(failure.message)}">${forXml(failure.text)}</failure>`;
    const message = note === null ? "" : `<system-out>${forXml(note)}</system-out>`;
    return `${head}${failed}${message}</testcase>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${counts}>\n  <testsuite name="${forXml(suite)}" ${counts}>\n${lines.map((line) => `${line}\n`).join("")}  </testsuite>\n</testsuites>\n`;
}
