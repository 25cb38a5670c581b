import type { User } from "./people.ts";

/** Returns a user as messages name them: the display name with the id. */
export function userText({ name, id }: Pick<User, "name" | "id">): string {
  return `${name.display} (${id})`;
}
