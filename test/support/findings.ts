import type { Finding } from "../../src/diagnostics/finding.ts";

export function aFinding(changes: Partial<Finding> = {}): Finding {
  return {
    code: "lp/no-reason",
    severity: "error",
    message: "The grant of okta/crm to ada-lovelace has no reason.",
    remedy: "Write what it is for in `reason:`.",
    file: "access/grants/okta/crm/ada-lovelace.yaml",
    line: 2,
    column: 1,
    user: "ada-lovelace",
    ...changes,
  };
}

/** Texts that have an effect in an output that does not escape them. */
export const hostileTexts: readonly string[] = [
  "::add-mask::secret",
  "line one\n::error::line two",
  "\r\n::set-output name=x::y",
  "]]></failure><system-out>in</system-out>",
  `"><script>alert(1)</script>`,
  "@acme/security please approve",
  "[click](https://evil.example) ![x](https://evil.example/x.png)",
  "| cell | break |\n| --- | --- |",
  "# heading\n\n```\nfence\n```",
  "</details><h1>big</h1>",
  "<!-- rolecall:plan -->",
  "\n<!-- rolecall:verdict-end -->\n",
  "\u001b[31mred\u001b[0m \u202eeslaf",
  "`code` ``two`` ```three```",
  "%0A::error::x",
  "#123 GH-4 https://github.example/x www.evil.example",
  "=cmd|' /C calc'!A0",
];
