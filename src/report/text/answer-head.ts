import type { AnswerPath } from "../../model/queries.ts";
import type { AnswerTimes } from "../when.ts";

/** What all parts of an answer depend on. */
export interface AnswerHead {
  /** The instant of the question. */
  readonly at: string;
  /** Files of the grants whose start is not known, because this clone does not have their merge. */
  readonly unknownStarts: ReadonlySet<string>;
  /** The texts of instants in the organization's time zone. */
  readonly times: AnswerTimes;
  /** The width of the terminal, for tables; absent or infinite: no terminal, and each path has its lines. */
  readonly columns?: number;
}

/** Returns whether a path starts after the instant of the question. */
export const isLater = ({ from }: Pick<AnswerPath, "from">, { at }: Pick<AnswerHead, "at">): boolean =>
  from !== null && Date.parse(from) > Date.parse(at);

/** Returns whether the start of a path is the start of the access. */
export const isStartKnown = (
  { kind, file }: Pick<AnswerPath, "kind" | "file">,
  { unknownStarts }: Pick<AnswerHead, "unknownStarts">,
): boolean => kind === "grant" && !unknownStarts.has(file);
