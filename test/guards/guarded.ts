/** Where an attack or a trap is tested: a file, and a text of the test's name or of its row in a table. */
export type TestPlace = readonly [file: string, text: string];

/** The code that stops it, and the same code without the guard. `from` occurs in the file exactly once. */
export interface Guard {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** An attack, a mishap or a trap that the code guards against. */
export interface Guarded {
  readonly name: string;
  readonly tests: readonly TestPlace[];
  /**
   * Guards in one list are removed together, because each of them is sufficient. The removals together make every test
   * fail (`npm run guards`).
   */
  readonly guards: readonly (readonly Guard[])[];
}
