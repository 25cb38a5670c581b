/** Returns the address with this relation in a `Link` header, or null. */
export function linkTo(header: string | undefined, relation: string): string | null {
  for (const part of (header ?? "").split(/,\s*(?=<)/)) {
    const [, address, rel] = /^<([^<>]+)>;\s*rel="([^"]*)"/.exec(part.trim()) ?? [];
    if (address !== undefined && rel === relation) return address;
  }
  return null;
}

/** Returns the page number in an address; 0 when it has none, as in lists with cursors. */
export function pageIn(address: string | null): number {
  if (address === null || !URL.canParse(address)) return 0;
  const text = new URL(address).searchParams.get("page") ?? "";
  return /^\d{1,6}$/.test(text) ? Number(text) : 0;
}
