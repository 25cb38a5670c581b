import type { AccessModel, User } from "../../model/documents.ts";
import { numbersOf } from "../../model/people.ts";
import { type Problem, findingAt, quoted, type Report } from "../problems.ts";
import { addressesOf } from "./addresses.ts";

/** Reports employee numbers and GitHub accounts of more than one user, and ids and addresses that look alike. */
export function checkIdentities(model: AccessModel, report: Report): void {
  const numbers = new Map<string, User>();
  const logins = new Map<string, User>();
  const githubIds = new Map<number, User>();
  for (const user of model.users.values()) {
    const { github } = user;
    for (const [index, number] of numbersOf(user).entries()) {
      const other = taken(numbers, number, user);
      if (other === undefined || other === user) continue;
      report(
        findingAt(
          {
            code: "identity/duplicate-number",
            message: `${user.id} and ${other.id} have the same employeeNumber, ${quoted(number)}${isCurrent(number, user, other) ? "" : ", in `previousNumbers`"}.`,
            remedy: `Correct the number of one of them; the other file is ${other.source.file}. If both files are the same person, keep one file and move the other number to \`previousNumbers\`.`,
          },
          {
            file: user.source.file,
            field: index === 0 ? ["employeeNumber"] : ["previousNumbers", index - 1],
            user: user.id,
          },
        ),
      );
    }
    if (github === null) continue;
    const sameLogin = taken(logins, github.login.toLowerCase(), user);
    const sameId = github.id === null ? undefined : taken(githubIds, github.id, user);
    const other = sameLogin ?? sameId;
    if (other !== undefined)
      report(
        findingAt(
          {
            code: "identity/duplicate-github",
            message: `${user.id} and ${other.id} have the same GitHub account: one person could approve for the other.`,
            remedy: `Correct \`github:\` of one of them; the other file is ${other.source.file}.`,
          },
          { file: user.source.file, field: ["github", sameLogin === undefined ? "id" : "login"], user: user.id },
        ),
      );
  }
  checkSimilarNumbers(model, report);
  checkLookAlikes(model, report);
}

/**
 * Warns of employee numbers of two users that differ only in leading zeros or letter case. A spreadsheet that drops the zeros
 * makes two numbers of one person.
 */
function checkSimilarNumbers(model: AccessModel, report: Report): void {
  const first = new Map<string, { readonly number: string; readonly user: User }>();
  for (const user of model.users.values()) {
    const number = user.employeeNumber;
    const key = number.toLowerCase().replace(/^0+(?=.)/, "");
    const other = first.get(key);
    if (other === undefined) first.set(key, { number, user });
    else if (other.number !== number)
      report(
        findingAt(
          {
            code: "identity/similar-number",
            message: `The employeeNumber ${quoted(number)} of ${user.id} and ${quoted(other.number)} of ${other.user.id} differ only in leading zeros or letter case.`,
            remedy: `Check both numbers. If both files are the same person, keep one file; the other file is ${other.user.source.file}.`,
          },
          { file: user.source.file, field: ["employeeNumber"], user: user.id, severity: "warning" },
        ),
      );
  }
}

function checkLookAlikes(model: AccessModel, report: Report): void {
  const ids = new Map<string, { readonly text: string; readonly file: string }>();
  const addresses = new Map<string, { readonly text: string; readonly file: string }>();
  const look = (
    seen: Map<string, { readonly text: string; readonly file: string }>,
    found: { readonly text: string; readonly user: User; readonly field: readonly (string | number)[] },
  ): void => {
    const skeleton = skeletonOf(found.text);
    const first = seen.get(skeleton);
    if (first === undefined) {
      seen.set(skeleton, { text: found.text, file: found.user.source.file });
      return;
    }
    // A duplicate id or address has a separate finding.
    if (first.text.toLowerCase() === found.text.toLowerCase()) return;
    const problem: Problem = {
      code: "identity/confusable-names",
      message: `${quoted(found.text)} looks like ${quoted(first.text)} in ${first.file}.`,
      remedy: "Rename one of them, so that a reviewer can distinguish them.",
    };
    report(findingAt(problem, { file: found.user.source.file, field: found.field, user: found.user.id }));
  };
  for (const user of model.users.values()) {
    look(ids, { text: user.id, user, field: ["id"] });
    for (const { text, field } of addressesOf(user)) look(addresses, { text, user, field });
  }
}

/** Digits and letters of other scripts that look like a Latin letter. */
const lookAlikes: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "0": "o",
    "1": "l",
    ı: "i",
    а: "a",
    е: "e",
    о: "o",
    р: "p",
    с: "c",
    у: "y",
    х: "x",
    і: "i",
    ј: "j",
    ѕ: "s",
    ԁ: "d",
    ԛ: "q",
    ԝ: "w",
    һ: "h",
    ӏ: "l",
    ο: "o",
    α: "a",
    ν: "v",
    ρ: "p",
  }),
);

/** Returns a key that is equal for texts that look alike: compatibility form, lower case, look-alikes replaced. */
function skeletonOf(text: string): string {
  const folded = text.normalize("NFKC").toLowerCase();
  return folded.replace(/[01]|\P{ASCII}/gu, (character) => lookAlikes.get(character) ?? character);
}

const isCurrent = (number: string, ...users: readonly User[]): boolean =>
  users.every(({ employeeNumber }) => employeeNumber === number);

function taken<K>(seen: Map<K, User>, key: K, user: User): User | undefined {
  const first = seen.get(key);
  if (first === undefined) seen.set(key, user);
  return first;
}
