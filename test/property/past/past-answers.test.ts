import { describe, expect, it } from "vitest";
import { rolecall } from "../../support/cli.ts";
import { checkoutAt, type Checkout, evaluate, isInvalid } from "./evaluate-checkout.ts";
import { type PastRepository, pastEntitlements, pastUsers, randomRepository } from "./random-repository.ts";

const questions = 1000;
const questionsOfOne = 20;
const firstSeed = 1;
const hour = 3_600_000;

interface Question {
  readonly command: "why" | "who" | "what";
  readonly user: string;
  readonly entitlement: string;
  readonly at: number;
}

describe(`${questions} random questions about random histories, seeds from ${firstSeed}`, () => {
  const seen = new Map<string, number>();
  it("are answered as by an evaluator that checks out the commit in force", async () => {
    const problems: string[] = [];
    for (let seed = firstSeed; seed < firstSeed + questions / questionsOfOne; seed += 1) {
      const past = randomRepository(seed);
      for (let number = 0; number < questionsOfOne; number += 1) {
        const question = aQuestion(past);
        const [actual, expected] = [await asked(past, question), plain(past, question)];
        seen.set(expected.kind, (seen.get(expected.kind) ?? 0) + 1);
        if (JSON.stringify(actual) !== JSON.stringify(expected.answer))
          problems.push(
            `seed ${seed}, question ${number}: ${JSON.stringify({ ...question, at: iso(question.at) })}\n got ${JSON.stringify(actual)}\nwant ${JSON.stringify(expected.answer)}`,
          );
      }
    }
    expect(problems.slice(0, 3), `${problems.length} of ${questions} differ`).toEqual([]);
  });

  it("have answers of each kind", () => {
    for (const kind of ["before", "invalid", "held", "not-held"])
      expect([kind, seen.get(kind) ?? 0]).toEqual([kind, expect.toSatisfy((count: number) => count >= 20)]);
  });
});

function aQuestion({ line, random }: PastRepository): Question {
  // Often exactly when a commit came into force, or one second around it.
  const near =
    random.one(line).date + random.one([0, 0, -1000, 1000, random.below(72) * hour, -random.below(36) * hour]);
  return {
    command: random.one(["why", "who", "what"]),
    user: random.one(pastUsers),
    entitlement: random.one(pastEntitlements),
    at: near,
  };
}

/** The exit code, and the assignments as lines. */
type Answered = readonly (number | string)[];

async function asked({ repository }: PastRepository, question: Question): Promise<Answered> {
  const { command, user, entitlement, at } = question;
  const names = { why: [user, entitlement], who: [entitlement], what: [user] }[command];
  const { code, out } = await rolecall([command, ...names, `--at=${iso(at)}`, "--json"], {
    openGit: () => repository.open(),
  });
  if (code !== 0) return [code];
  const answer = JSON.parse(out) as {
    readonly because: readonly Because[];
    readonly holds: boolean;
    readonly holders: readonly { readonly user: string; readonly because: readonly Because[] }[];
    readonly assignments: readonly { readonly entitlement: string; readonly because: readonly Because[] }[];
  };
  switch (command) {
    case "why":
      return [code, ...(answer.holds ? [rowOf(`${user} ${entitlement}`, answer.because)] : [])];
    case "who":
      return [code, ...answer.holders.map((row) => rowOf(`${row.user} ${entitlement}`, row.because))];
    case "what":
      return [code, ...answer.assignments.map((row) => rowOf(`${user} ${row.entitlement}`, row.because))];
  }
}

interface Because {
  readonly kind: string;
  readonly file: string;
  readonly from: string | null;
}

const rowOf = (name: string, because: readonly Because[]): string =>
  `${name}: ${because
    .map(({ kind, file, from }) => (kind === "grant" ? `${file} since ${iso(Date.parse(from ?? ""))}` : file))
    .sort()
    .join(", ")}`;

function plain(past: PastRepository, question: Question): { readonly kind: string; readonly answer: Answered } {
  const { command, user, entitlement, at } = question;
  const checkout: Checkout | null = checkoutAt(past, at);
  if (checkout === null || !checkout.files.has("access/rolecall.yaml")) return { kind: "before", answer: [64] };
  if (isInvalid(checkout.files)) return { kind: "invalid", answer: [3] };
  const users = command === "who" ? pastUsers : [user];
  const entitlements = command === "what" ? pastEntitlements : [entitlement];
  const rows = users.flatMap((one) =>
    entitlements.flatMap((ref) => {
      const { holds, because } = evaluate(past, checkout, { user: one, entitlement: ref, at });
      return holds ? [`${one} ${ref}: ${because.join(", ")}`] : [];
    }),
  );
  return { kind: rows.length > 0 ? "held" : "not-held", answer: [0, ...rows] };
}

const iso = (at: number): string => new Date(at).toISOString();
