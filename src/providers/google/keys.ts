/** An id or an address, fit to stand in a path: nothing that could lead to another request. */
export const isGoogleKey = (text: string): boolean =>
  /^[^\s/\\?#@]{1,200}(@[^\s/\\?#@]{1,255})?$/.test(text) && !/^\.+$/.test(text);

/** Ids have no @. */
export const isAddress = (text: string): boolean => text.includes("@");
