import { forTerminal } from "../escape.ts";

/** A repository setting that does not have the expected value, or that could not be read. */
export interface JudgedSetting {
  readonly id: string;
  readonly verdict: "wrong" | "unknown";
  readonly message: string;
  readonly remedy: string;
}

/** Returns the settings to change and the unknown settings, with counts at the end. */
export function renderSettings(settings: readonly JudgedSetting[]): string {
  if (settings.length === 0) return "All settings were read and have the expected values.\n";
  const count = (verdict: JudgedSetting["verdict"]): number =>
    settings.filter((setting) => setting.verdict === verdict).length;
  return `${settings.map(textOf).join("")}${count("wrong")} to change, ${count("unknown")} unknown.\n`;
}

const textOf = ({ id, verdict, message, remedy }: JudgedSetting): string =>
  `${verdict.padEnd(7)} ${id}\n        ${forTerminal(message)}\n        Fix: ${forTerminal(remedy)}\n`;
