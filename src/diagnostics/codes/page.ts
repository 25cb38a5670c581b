/** What `rolecall explain CODE` prints, and what the registry of codes holds. */
export interface CodePage {
  /** One sentence: what is wrong. */
  readonly title: string;
  /** Why it matters to somebody who did not write the tool. */
  readonly why: string;
  /** What to do about it. */
  readonly next: string;
}
