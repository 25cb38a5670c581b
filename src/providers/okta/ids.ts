/** Okta's ids are letters and digits: anything else, put into a path, could lead to another request. */
export const isOktaId = (text: string): boolean => /^[A-Za-z0-9_-]{1,100}$/.test(text);
