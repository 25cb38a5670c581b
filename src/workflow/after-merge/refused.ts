import type { Code } from "../../diagnostics/code.ts";

/** Why a run without a person does not even begin: the code names it, the remedy says what to do. Nothing was written. */
export class UnattendedRefused extends Error {
  override readonly name = "UnattendedRefused";
  readonly code: Extract<Code, `unattended/${string}`>;
  readonly remedy: string;
  constructor(code: UnattendedRefused["code"], message: string, remedy: string) {
    super(message);
    this.code = code;
    this.remedy = remedy;
  }
}
