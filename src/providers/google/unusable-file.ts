import { InvalidCredential } from "../invalid-credential.ts";

/** Returns the error for a credential file that cannot be used. It never contains the content. */
export function unusable(path: string, problem: string, remedy: string): InvalidCredential {
  return new InvalidCredential(`GOOGLE_APPLICATION_CREDENTIALS: ${path} ${problem}.`, remedy);
}
