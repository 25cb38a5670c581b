/** One thing that a reader of a guide does: write a file, or run a command and compare its output. */
export type GuideStep =
  | { readonly kind: "file"; readonly section: string; readonly path: string; readonly text: string }
  | { readonly kind: "command"; readonly section: string; readonly command: string; readonly output: string | null };

const block = /^```(yaml|console)\n([\s\S]*?)^```$|^## (.+)$/gm;

/**
 * Returns the steps of a Markdown guide in order. A YAML block whose first line names a path is a file with exactly this
 * text. A console block has either commands to paste, or commands after `$ `, each with its expected output below it.
 */
export function stepsOfGuide(markdown: string): readonly GuideStep[] {
  const steps: GuideStep[] = [];
  let section = "";
  for (const [, language, text = "", heading] of markdown.matchAll(block)) {
    if (heading !== undefined) section = heading;
    else if (language === "yaml") {
      const path = /^# (access\/\S+\.yaml)\n/.exec(text)?.[1];
      if (path !== undefined) steps.push({ kind: "file", section, path, text });
    } else if (text.startsWith("$ ")) {
      for (const part of text.slice(2).split("\n$ ")) {
        const [command = "", ...output] = part.trimEnd().split("\n");
        steps.push({ kind: "command", section, command, output: output.join("\n") });
      }
    } else
      for (const command of text.trimEnd().split("\n")) steps.push({ kind: "command", section, command, output: null });
  }
  return steps;
}
