/** What a colour stands for. Every tone has a word or a sign as well, because colour alone is not accessible. */
export type Tone = "bad" | "doubtful" | "good" | "plain";

/** Returns a text in the colour of a tone. */
export type Paint = (tone: Tone, text: string) => string;

const toneOfWord: Readonly<Record<string, Tone>> = {
  error: "bad",
  blocked: "bad",
  failed: "bad",
  warning: "doubtful",
  overridden: "doubtful",
  missing: "doubtful",
  withheld: "doubtful",
  note: "plain",
  ok: "good",
};

const toneOfSign: Readonly<Record<string, Tone>> = { "+": "good", "~": "doubtful", "-": "bad", "!": "bad" };

const severity = new RegExp(`^(${Object.keys(toneOfWord).join("|")})(?=: | {2,})`);
/** Matches the sign of an operation or of a change. The items of a list begin with a capital. */
const sign = /^( *)([+~!-])(?= \p{Ll})/u;

/** Paints the severity at the start of a line, or the sign of its operation. */
export function paintLine(line: string, paint: Paint): string {
  return line
    .replace(severity, (word) => paint(toneOfWord[word] ?? "plain", word))
    .replace(sign, (_, space: string, mark: string) => space + paint(toneOfSign[mark] ?? "plain", mark));
}
