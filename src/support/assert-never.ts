/** Closes an exhaustive switch: compiles only when every variant was handled. */
export function assertNever(value: never): never {
  throw new Error(`unhandled variant: ${JSON.stringify(value)}`);
}
