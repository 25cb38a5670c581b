import { forTerminal } from "../escape.ts";

/** A repository setting that does not have the expected value, or that could not be read. */
export interface JudgedSetting {
  readonly id: string;
  readonly verdict: "wrong" | "unknown";
  readonly message: string;
  readonly remedy: string;
  /** The address of its page. */
  readonly page: string;
}

/** A setting that GitHub shows to no credential. */
export interface SettingByHand {
  readonly subject: string;
  readonly page: string;
}

/** Returns the settings to change and the unknown settings with counts, and then what has to be checked by hand. */
export function renderSettings(settings: readonly JudgedSetting[], byHand: readonly SettingByHand[]): string {
  const hand = byHand.map(({ subject, page }) => `- ${forTerminal(subject)}\n  ${forTerminal(page)}\n`).join("");
  return `${renderJudged(settings)}\nCheck by hand; GitHub does not show these to a token:\n${hand}`;
}

function renderJudged(settings: readonly JudgedSetting[]): string {
  if (settings.length === 0) return "All settings were read and have the expected values.\n";
  const count = (verdict: JudgedSetting["verdict"]): number =>
    settings.filter((setting) => setting.verdict === verdict).length;
  return `${settings.map(textOf).join("")}${count("wrong")} to change, ${count("unknown")} unknown.\n`;
}

const textOf = ({ id, verdict, message, remedy, page }: JudgedSetting): string =>
  `${verdict.padEnd(7)} ${id}\n        ${forTerminal(message)}\n        Fix: ${forTerminal(remedy)}\n        Page: ${forTerminal(page)}\n`;
