import { styleText } from "node:util";
import { fittedLines } from "../report/text/fit-text.ts";
import { type Paint, paintLine, type Tone } from "../report/text/paint-line.ts";

/** Where the text of a stream is shown. */
export interface Screen {
  /** The width at this moment. */
  readonly columns: () => number;
  readonly hasColour: boolean;
  /** Whether a line can be rewritten. */
  readonly isTerminal: boolean;
}

/** The screens of standard output and standard error. */
export interface Screens {
  readonly out: Screen;
  readonly err: Screen;
}

const defaultColumns = 80;
/** A narrower terminal gets lines of this width. */
const leastColumns = 40;

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Returns the screen of a stream. The width of a terminal is 80 where it is unknown. A pipe or a file has no width unless
 * `COLUMNS` sets one, so that programs find a message on one line.
 */
export function screenOf(stream: { readonly isTTY?: boolean; readonly columns?: number }, env: Variables): Screen {
  return {
    columns: () =>
      Math.max(
        leastColumns,
        positive(stream.columns) ??
          positive(Number(env["COLUMNS"])) ??
          (stream.isTTY === true ? defaultColumns : Number.POSITIVE_INFINITY),
      ),
    hasColour: hasColour(stream.isTTY === true, env),
    isTerminal: stream.isTTY === true && env["TERM"] !== "dumb",
  };
}

const positive = (number: number | undefined): number | undefined =>
  number !== undefined && Number.isInteger(number) && number > 0 ? number : undefined;

function hasColour(isTTY: boolean, { FORCE_COLOR: force, NO_COLOR: no, TERM: term }: Variables): boolean {
  if (force !== undefined) return force !== "0" && force !== "false";
  return isTTY && (no ?? "") === "" && term !== "dumb";
}

const formats: Readonly<Record<Tone, Parameters<typeof styleText>[0]>> = {
  bad: "red",
  doubtful: "yellow",
  good: "green",
  plain: "cyan",
};

// `screenOf` has decided. Here, styleText would ask about standard output, whatever the stream is.
const paint: Paint = (tone, text) => styleText(formats[tone], text, { validateStream: false });

/** Returns a text as it is shown on a screen: wrapped at words, with the severities and the signs in colour. */
export function shownOn(screen: Screen, text: string): string {
  const columns = screen.columns();
  return text
    .split("\n")
    .flatMap((line) => {
      const [first = "", ...rest] = fittedLines(line, columns);
      return [screen.hasColour ? paintLine(first, paint) : first, ...rest];
    })
    .join("\n");
}
