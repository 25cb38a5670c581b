/** Ends an exhaustive switch. Compiles only if every variant is handled. */
export function assertNever(value: never): never {
  throw new Error(`unhandled variant: ${JSON.stringify(value)}`);
}
