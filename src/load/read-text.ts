import { characterProblems } from "./characters.ts";
import type { Limits } from "./limits.ts";
import type { Problem, TextProblem } from "./problems.ts";
import { secretProblems } from "./secrets.ts";
import type { TreeEntry } from "./tree.ts";

/** The text of a file, or null where it cannot be read; `problems` are at offsets of the text. */
export interface ReadText {
  readonly text: string | null;
  readonly problems: readonly TextProblem[];
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder("utf-8", { ignoreBOM: true });
/** Printable ASCII and line feeds only: true for almost every file, and no character check is needed. */
// eslint-disable-next-line no-control-regex
const plain = /^[\n\u0020-\u007e]*$/;

/** Decodes a file and checks size, encoding, line endings, conflict markers, invisible characters and secrets. */
export function readText({ bytes, size }: TreeEntry, limits: Limits): ReadText {
  if (size > limits.fileBytes || bytes.length < size)
    return refused({
      code: "file/too-large",
      message: `The file is too large: expected at most ${limits.fileBytes} bytes, got ${size}.`,
      remedy: "Split the file, or raise `limits.fileBytes` in access/rolecall.yaml.",
    });
  if (size === 0)
    return refused({
      code: "file/empty",
      message: "The file is empty.",
      remedy: "Write the document, or remove the file.",
    });
  const text = decoded(bytes);
  if (text === null) return notUtf8(bytes);
  if (text.charCodeAt(0) === 0 || text.charCodeAt(1) === 0) return notUtf8(bytes, 0); // UTF-16 without a byte-order mark
  if (text.startsWith("\ufeff"))
    return {
      text: null,
      problems: [
        {
          code: "file/byte-order-mark",
          message: "The file begins with a byte-order mark, which is invisible in editors.",
          remedy: "Save the file as UTF-8 without a byte-order mark.",
          offset: 0,
        },
      ],
    };
  if (text.startsWith("version https://git-lfs.github.com/spec/"))
    return refused({
      code: "file/lfs-pointer",
      message: "The file is a Git LFS pointer: expected the YAML itself.",
      remedy: "Remove this path from .gitattributes and commit the YAML itself.",
    });
  const problems = [...wholeTextProblems(text), ...secretProblems(text)];
  return plain.test(text) ? { text, problems } : { text, problems: [...problems, ...characterProblems(text)] };
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
}

function notUtf8(bytes: Uint8Array, offset = Math.max(0, lenient.decode(bytes).indexOf("\ufffd"))): ReadText {
  const line = lenient.decode(bytes).slice(0, offset);
  return {
    text: null,
    problems: [
      {
        code: "file/not-utf8",
        message: "The file is not UTF-8 text.",
        remedy: "Save the file as UTF-8.",
        offset: line.length,
      },
    ],
  };
}

function* wholeTextProblems(text: string): Iterable<TextProblem> {
  const carriage = text.indexOf("\r");
  if (carriage !== -1)
    yield {
      code: "file/line-ending",
      message: "The file has CR or CRLF line endings: expected LF.",
      remedy: "Save the file with LF line endings.",
      offset: carriage,
    };
  const conflict = /^(?:<{7} |={7}$|>{7} |\|{7} )/m.exec(text);
  if (conflict !== null)
    yield {
      code: "file/conflict-marker",
      message: "The file contains merge conflict markers.",
      remedy: "Decide which lines to keep, and remove the markers.",
      offset: conflict.index,
    };
}

function refused(problem: Problem): ReadText {
  return { text: null, problems: [{ ...problem, offset: 0 }] };
}
