import type { TextProblem } from "./problems.ts";

/** Token formats that their issuers document. All patterns run in linear time. */
const shapes: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: "a private key", pattern: /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----/ },
  { what: "a GitHub token", pattern: /\b(?:gh[opsur]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,})/ },
  { what: "a GitLab token", pattern: /\bglpat-[A-Za-z0-9_-]{20,}/ },
  { what: "an Okta API token", pattern: /(?<![A-Za-z0-9_-])00[A-Za-z0-9_-]{40}(?![A-Za-z0-9_-])/ },
  { what: "a Google API key", pattern: /\bAIza[A-Za-z0-9_-]{35}/ },
  { what: "a Google access token", pattern: /\bya29\.[A-Za-z0-9_-]{20,}/ },
  { what: "an AWS access key", pattern: /\bA(?:KIA|SIA)[A-Z0-9]{16}\b/ },
  { what: "a Slack token", pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/ },
  { what: "a Stripe key", pattern: /\b[rs]k_live_[A-Za-z0-9]{16,}/ },
  { what: "an npm token", pattern: /\bnpm_[A-Za-z0-9]{36}/ },
  { what: "a signed token (JWT)", pattern: /\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/ },
];
const anyShape = new RegExp(shapes.map(({ pattern }) => pattern.source).join("|"), "g");

const secretField =
  /^(?:.*[._-])?(?:password|passwd|passphrase|secret|(?:api|access|private|secret)[_-]?key|(?:api|access|refresh|auth)[_-]?token|token)$/i;

const remedy =
  "Remove it from the file, and replace the secret: git keeps every version, so the secret is exposed. Pass credentials in the environment.";

/** Limit of problems per file. */
const shown = 20;

/** Returns the problems of values and comments that look like a credential. The message never repeats them. */
export function secretProblems(text: string): readonly TextProblem[] {
  const problems: TextProblem[] = [];
  for (const found of text.matchAll(anyShape)) {
    const what = shapes.find(({ pattern }) => pattern.test(found[0]))?.what ?? "a credential";
    problems.push({
      code: "text/looks-like-secret",
      message: `The text looks like ${what}.`,
      remedy,
      offset: found.index,
    });
    if (problems.length === shown) break;
  }
  return problems;
}

/** Returns the problem of a field whose name indicates a credential. */
export function secretFieldProblem(field: string): { readonly message: string; readonly remedy: string } | undefined {
  return secretField.test(field)
    ? { message: `The name of the field ${field} indicates a credential.`, remedy }
    : undefined;
}
