export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

export interface TextQuestion {
  readonly message: string;
  readonly placeholder?: string;
  /** Returns the problem of an answer; undefined: valid. */
  readonly problem?: (answer: string) => string | undefined;
}

/** Asks a person. Each answer is undefined if the person cancels. */
export interface Prompts {
  readonly choose: (message: string, choices: readonly Choice[]) => Promise<string | undefined>;
  readonly text: (question: TextQuestion) => Promise<string | undefined>;
  readonly confirm: (message: string) => Promise<boolean | undefined>;
}
