export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

export interface TextQuestion {
  readonly message: string;
  readonly placeholder?: string;
  /** What is wrong with an answer, or undefined. */
  readonly problem?: (answer: string) => string | undefined;
}

/** Asks a person; each answer is undefined when they would rather stop. */
export interface Prompts {
  readonly choose: (message: string, choices: readonly Choice[]) => Promise<string | undefined>;
  readonly text: (question: TextQuestion) => Promise<string | undefined>;
  readonly confirm: (message: string) => Promise<boolean | undefined>;
}
