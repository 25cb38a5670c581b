/** Checks for an Okta id. Other characters in a URL path could change the request. */
export const isOktaId = (text: string): boolean => /^[A-Za-z0-9_-]{1,100}$/.test(text);

/** Returns a text as a value of Okta's filter language. */
export const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
