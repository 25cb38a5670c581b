/** Checks for an id or address that is safe in a URL path and cannot change the request. */
export const isGoogleKey = (text: string): boolean =>
  /^[^\s/\\?#@]{1,200}(@[^\s/\\?#@]{1,255})?$/.test(text) && !/^\.+$/.test(text);

/** Checks for an address. Ids do not contain @. */
export const isAddress = (text: string): boolean => text.includes("@");
