import type { ContainmentResult } from "../../apply/containment-result.ts";
import { RefusedError } from "../../diagnostics/user-error.ts";

/** A safety rule stopped a run after the containment lane. The lane may have written; nothing else was. */
export class StoppedRun extends RefusedError {
  override readonly name = "StoppedRun";
  readonly containment: ContainmentResult;
  constructor({ code, message, remedy }: RefusedError, containment: ContainmentResult) {
    super(code, message, remedy);
    this.containment = containment;
  }
}
