import { forTerminal } from "../escape.ts";

/** A setting of the repository that is not as safety wants it, or that could not be read. */
export interface JudgedSetting {
  readonly id: string;
  readonly verdict: "wrong" | "unknown";
  readonly message: string;
  readonly remedy: string;
}

/** Returns the settings to change and those that are not known, with a count at the end. */
export function renderSettings(settings: readonly JudgedSetting[]): string {
  if (settings.length === 0) return "Every setting was read and is as it has to be.\n";
  const count = (verdict: JudgedSetting["verdict"]): number =>
    settings.filter((setting) => setting.verdict === verdict).length;
  return `${settings.map(textOf).join("")}${count("wrong")} to change, ${count("unknown")} not known.\n`;
}

const textOf = ({ id, verdict, message, remedy }: JudgedSetting): string =>
  `${verdict.padEnd(7)} ${id}\n        ${forTerminal(message)}\n        → ${forTerminal(remedy)}\n`;
