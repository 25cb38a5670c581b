/** What `rolecall explain CODE` prints. */
export interface CodePage {
  /** One sentence: what is wrong. */
  readonly title: string;
  /** Why it matters to a reader who did not write the tool. */
  readonly why: string;
  /** What to do about it. */
  readonly next: string;
}

/**
 * The codes of each folder that raises any. A folder adds its own where its pages stand (`declare module`), so that this
 * file does not list them and a code without a page does not compile.
 */
export interface CodesByFolder {}

/** Every code that has a page of its own; `sod/<rule>` and `custom/<rule>` stand for a family. */
export type PagedCode = CodesByFolder[keyof CodesByFolder];

/** What a finding, a guard or a refusal is called: a code with a page, or a rule that the organization's files define. */
export type Code = PagedCode | `sod/${string}` | `custom/${string}`;
