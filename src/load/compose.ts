import { Composer, type Document, Lexer, Parser } from "yaml";
import { deepestEver, type Limits } from "./limits.ts";
import type { TextProblem } from "./problems.ts";

/** One YAML document, or the problems of the text. */
export interface Composed {
  readonly document: Document.Parsed | null;
  readonly problems: readonly TextProblem[];
}

/** Limit of syntax errors per file, because one mistake can cause many. */
const mostErrors = 20;

type Token = Parameters<Composer["next"]>[0];

/**
 * Parses a text as one YAML document. The parser, which is not recursive, builds the syntax tree; its size is checked
 * before the composer, which is recursive, reads it. Otherwise 5,000 nested brackets would overflow the stack and end the
 * process (yaml 2.9.1 on Node 20).
 */
export function compose(text: string, limits: Limits): Composed {
  const depth = Math.min(limits.depth, deepestEver);
  const tokens: Token[] = [];
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    // Each level of the document needs at most two levels of the parser's stack.
    if (parser.stack.length > 2 * depth + 4) return only(tooDeep(depth, parser.offset));
  }
  for (const token of parser.end()) tokens.push(token);
  const outside = tokens.flatMap(outsideProblem);
  const documents = tokens.filter(({ type }) => type === "document");
  const second = documents[1];
  if (second !== undefined)
    outside.push({
      code: "yaml/multiple-documents",
      message: "The file contains more than one document.",
      remedy: "Split the file into one file for each document.",
      offset: second.offset,
    });
  if (outside.length > 0) return { document: null, problems: outside };
  const measured = measure(tokens, limits.nodes, depth);
  if (measured !== undefined) return only(measured);
  try {
    return composed(text, tokens);
  } catch (problem) {
    return only({
      code: "yaml/syntax",
      message: `The file cannot be read as YAML: ${problem instanceof Error ? problem.message : String(problem)}`,
      remedy: "Simplify the file: write plain `field: value` lines.",
      offset: 0,
    });
  }
}

function composed(text: string, tokens: readonly Token[]): Composed {
  const composer = new Composer({ uniqueKeys: false, merge: false, version: "1.2", strict: true });
  const [document] = [...composer.compose(tokens, true, text.length)];
  if (document === undefined) return { document: null, problems: [] };
  const problems = [...document.errors, ...document.warnings]
    .slice(0, mostErrors)
    .map(({ code, message, pos }) => syntaxProblem(code, message, { text, offset: pos[0] }));
  return { document, problems };
}

function outsideProblem(token: Token): readonly TextProblem[] {
  if (token.type !== "directive") return [];
  return [
    {
      code: "yaml/directive-forbidden",
      message: `The file has a YAML directive: ${token.source.slice(0, 40)}`,
      remedy: "Remove the line that begins with %.",
      offset: token.offset,
    },
  ];
}

/** Returns the problem of a document that is too deep or has too many values. Uses an explicit stack. */
function measure(tokens: readonly Token[], nodes: number, depth: number): TextProblem | undefined {
  const open: { readonly token: unknown; readonly level: number }[] = tokens.map((token) => ({ token, level: 0 }));
  let count = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, level } = next;
    if (typeof token !== "object" || token === null) continue;
    if ("value" in token) open.push({ token: token.value, level });
    if (!("items" in token) || !Array.isArray(token.items)) continue;
    const offset = "offset" in token && typeof token.offset === "number" ? token.offset : 0;
    if (level >= depth) return tooDeep(depth, offset);
    for (const item of token.items as readonly { readonly key?: unknown; readonly value?: unknown }[]) {
      count += 1;
      if (count > nodes)
        return {
          code: "yaml/too-many-nodes",
          message: `The document has too many values: expected at most ${nodes}.`,
          remedy: "Split the document, or raise `limits.nodes` in access/rolecall.yaml.",
          offset,
        };
      open.push({ token: item.key, level: level + 1 }, { token: item.value, level: level + 1 });
    }
  }
  return undefined;
}

function tooDeep(depth: number, offset: number): TextProblem {
  return {
    code: "yaml/too-deep",
    message: `The document is nested too deeply: expected at most ${depth} levels.`,
    remedy: "Flatten the document. No kind of document needs that many levels.",
    offset,
  };
}

function syntaxProblem(
  code: string,
  message: string,
  { text, offset }: { readonly text: string; readonly offset: number },
): TextProblem {
  if (code === "TAB_AS_INDENT")
    return {
      code: "yaml/tab-indent",
      message: "The line is indented with a tab.",
      remedy: "Indent with spaces.",
      offset,
    };
  if (code === "TAG_RESOLVE_FAILED")
    return { code: "yaml/tag-forbidden", message: "The value has a YAML tag.", remedy: "Remove the tag.", offset };
  if (code === "BAD_ALIAS")
    return /^\*(?:[\s,\]}]|$)/.test(text.slice(offset, offset + 2))
      ? wildcardProblem(offset)
      : {
          code: "yaml/alias-forbidden",
          message: "The value is an alias.",
          remedy: "Replace the alias with the value.",
          offset,
        };
  if (code === "BAD_SCALAR_START" && text[offset] === "@")
    return {
      code: "yaml/syntax",
      message: "A value that begins with @ must be quoted.",
      remedy: 'Put it in quotes: "@acme/security".',
      offset,
    };
  return {
    code: "yaml/syntax",
    message: `The line is not valid YAML: ${message}.`,
    remedy: "Correct this line. Look for a missing quote, colon or indent just before it.",
    offset,
  };
}

/** Returns the problem of a `*` in place of a name. */
export function wildcardProblem(offset: number): TextProblem {
  return {
    code: "schema/wildcard-forbidden",
    message: "A wildcard is not allowed here: expected a name.",
    remedy: "List the names one by one, or write a birthright role.",
    offset,
  };
}

function only(problem: TextProblem): Composed {
  return { document: null, problems: [problem] };
}
