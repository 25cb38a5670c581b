/** Reads a header. The library's headers are not an instance of the global `Headers`. */
export function headerIn(headers: unknown, name: string): string | null {
  if (typeof headers !== "object" || headers === null || !("get" in headers) || typeof headers.get !== "function")
    return null;
  const value: unknown = headers.get(name);
  return typeof value === "string" ? value : null;
}
