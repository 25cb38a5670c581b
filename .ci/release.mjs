// Sets the version of a release: node .ci/release.mjs 1.2.3. Rejects a version that is not newer, or that the
// changelog does not describe. Changes only package.json and package-lock.json.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [version] = process.argv.slice(2);
const at = process.cwd();

/** Returns the three numbers of a version; undefined for anything else, pre-releases included. */
function numbersOf(text) {
  return /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/
    .exec(text ?? "")
    ?.slice(1)
    .map(Number);
}

function isNewer(left, right) {
  const place = left.findIndex((number, index) => number !== right[index]);
  return place >= 0 && left[place] > right[place];
}

function problem() {
  const wanted = numbersOf(version);
  if (wanted === undefined) return "The version is not valid: expected three numbers, for example 1.2.3.";
  const { version: current, private: isPrivate } = JSON.parse(readFileSync(join(at, "package.json"), "utf8"));
  if (isPrivate === true) return "package.json has private: true. Remove it to release.";
  if (!isNewer(wanted, numbersOf(current))) return `Version ${version} is not newer than ${current}.`;
  const headings = readFileSync(join(at, "CHANGELOG.md"), "utf8").split("\n");
  if (!headings.includes(`## ${version}`))
    return `CHANGELOG.md has no section "## ${version}". Rename the section "## Unreleased" in a pull request first.`;
  return undefined;
}

const found = problem();
if (found === undefined) {
  for (const name of ["package.json", "package-lock.json"]) {
    const document = JSON.parse(readFileSync(join(at, name), "utf8"));
    document.version = version;
    if (document.packages?.[""] !== undefined) document.packages[""].version = version;
    writeFileSync(join(at, name), `${JSON.stringify(document, null, 2)}\n`);
  }
  console.log(`version ${version}`);
} else {
  console.error(found);
  process.exitCode = 1;
}
