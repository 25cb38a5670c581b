import type { AccessModel, System, User } from "../../model/documents.ts";
import { accountTraits } from "../../model/provider.ts";
import { findingAt, quoted, type Report } from "../problems.ts";
import { refusedTexts } from "./unsupported-text.ts";

/** Pictographs that are shown as emoji, their modifiers, and flags. Digits and signs such as © are text. */
const emoji = /\p{Emoji_Presentation}|\p{Emoji_Modifier}|\p{Regional_Indicator}/u;

/**
 * Reports given and family names that a provider refuses: too long, or with a character that it does not accept. An emoji in a
 * name is a warning, because providers and their apps differ, except where a provider refuses it (`provider/unsupported-text`).
 */
export function checkNames(model: AccessModel, report: Report): void {
  const systems = [...model.systems.values()];
  for (const user of model.users.values())
    if (user.kind !== "service" && user.status !== "terminated") checkNamesOf(user, systems, report);
}

function checkNamesOf(user: User, systems: readonly System[], report: Report): void {
  const add = (part: string, message: string, remedy: string, severity: "error" | "warning"): void => {
    const at = { file: user.source.file, field: ["name", part], user: user.id, severity };
    report(findingAt({ code: "identity/unsupported-name", message, remedy }, at));
  };
  const { display, given, family } = user.name;
  // Without a given or family name, the provider gets the display name.
  const sent = { display, ...(given === display ? {} : { given }), ...(family === display ? {} : { family }) };
  for (const [part, text] of Object.entries(sent)) {
    const isRefused = () => systems.some((system) => refusedTexts(user, system).has(`name.${part}`));
    if (emoji.test(text) && !isRefused())
      add(part, `The name ${quoted(text)} contains an emoji.`, "Write the name in letters.", "warning");
    if (part === "display" && given !== display && family !== display) continue;
    for (const { provider, title } of systems) {
      const limits = accountTraits(provider)?.names;
      if (limits === undefined) continue;
      const length = Array.from(text).length;
      const refused = Array.from(limits.refused).find((character) => text.includes(character));
      if (length > limits.longest)
        add(
          part,
          `${title} does not accept the name ${quoted(text)}: expected at most ${limits.longest} characters, got ${length}.`,
          "Shorten the name, or write `given` and `family`.",
          "error",
        );
      else if (refused !== undefined)
        add(
          part,
          `${title} does not accept the name ${quoted(text)}, because it contains ${quoted(refused)}.`,
          "Remove the character.",
          "error",
        );
    }
  }
}
