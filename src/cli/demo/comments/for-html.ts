const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Returns the text for HTML, as content or as the value of an attribute. */
export const forHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => escapes[character] ?? "");
