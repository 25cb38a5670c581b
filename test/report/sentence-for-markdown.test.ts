import { expect, it } from "vitest";
import { sentenceForMarkdown } from "../../src/report/escape.ts";

it.each([
  ["The grant has no reason.", "The grant has no reason."],
  ["ada-lovelace would hold okta/crm, okta/erp and more.", "ada-lovelace would hold `okta/crm`, `okta/erp` and more."],
  ["Write it in `reason:`.", "Write it in `reason:`."],
  ['Set `status: retired` (or "active").', 'Set `status: retired` (or "active").'],
  ["It ended at 2026-12-01T18:00:00Z.", "It ended at `2026-12-01T18:00:00Z`."],
  ["ask @acme/security", "ask `@acme/security`"],
  ["see #12 and GH-4", "see `#12` and `GH-4`"],
  ["www.evil.example", "`www.evil.example`"],
  ["deadbeef", "`deadbeef`"],
  ["a | b", "a `\\u{7c}` b"],
  ["1. first", "`1`. first"],
  ["in 3 of 10, or 5%", "in 3 of 10, or 5%"],
  ["two\nlines", "`two\\u{a}lines`"],
  ["Żółć naïve 日本", "Żółć naïve 日本"],
])("%j becomes %j", (text, markdown) => {
  expect(sentenceForMarkdown(text)).toBe(markdown);
});
