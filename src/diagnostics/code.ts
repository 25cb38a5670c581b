/** The page that `rolecall explain CODE` prints. */
export interface CodePage {
  /** The problem in one sentence. */
  readonly title: string;
  /** The reason why the problem matters, for users of the tool. */
  readonly why: string;
  /** The fix, in the imperative. */
  readonly next: string;
}

/**
 * The codes of each folder that raises findings. A folder adds its codes in the file of its pages (`declare module`), so that
 * this file does not list them and a code without a page does not compile.
 */
export interface CodesByFolder {}

/** Every code with its own page; `sod/<rule>` and `custom/<rule>` are the pages of a family. */
export type PagedCode = CodesByFolder[keyof CodesByFolder];

/** The code of a finding, a guard or a refusal: a code with a page, or a rule that the organization's files define. */
export type Code = PagedCode | `sod/${string}` | `custom/${string}`;
