import { UsageError } from "../../diagnostics/user-error.ts";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { Document, isSeq, parseDocument } from "yaml";
import type { Finding } from "../../diagnostics/finding.ts";
import { zonedTime } from "../../load/zoned-time.ts";
import type { AccessModel, Owner, UserId } from "../../model/documents.ts";
import { formatInstant } from "../../model/instant.ts";
import type { Checked } from "../../workflow/check.ts";
import { baselineOf } from "../../policy/baseline.ts";
import { evaluatePolicy } from "../../policy/evaluate.ts";
import { countFindings, renderFindings } from "../../report/text/findings.ts";
import { didYouMean } from "../../support/did-you-mean.ts";
import type { CliEnvironment } from "../environment.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { checkRoot } from "../inputs.ts";

export interface BaselineOptions {
  readonly root: string;
  readonly at?: string;
  /** For a first baseline: who sees to what it accepts, a user's id or a team. */
  readonly owner?: string;
  /** For a first baseline: until when it is accepted, a day or an instant with a zone. */
  readonly due?: string;
  readonly dryRun?: boolean;
}

export const baselinePath = "access/policies/baseline.yaml";

/**
 * `rolecall baseline`: accepts at adoption what the rules find today; later only takes out what is not found any more. A
 * baseline may only shrink (formats.md), so what is new afterwards is never added: it is cured, or waived.
 */
export async function baseline(options: BaselineOptions, environment: CliEnvironment): Promise<ExitCode> {
  const checked = await checkRoot(options, environment);
  if (checked.resolved === null) {
    environment.err(
      `${renderFindings(checked.findings)}\nErrors of the files themselves cannot be accepted: correct them first.\n`,
    );
    return exitCodes.findings;
  }
  const { model } = checked.resolved;
  const write = (text: string): void => {
    if (options.dryRun === true) return;
    const file = join(resolve(environment.cwd, options.root), baselinePath);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  return model.baseline === null
    ? first(options, checked, { environment, write })
    : shrunk(options, checked, { environment, write });
}

interface Edges {
  readonly environment: CliEnvironment;
  readonly write: (text: string) => void;
}

function first(options: BaselineOptions, checked: Checked, { environment, write }: Edges): ExitCode {
  const { owner, due } = options;
  if (owner === undefined || due === undefined)
    throw new UsageError("a first baseline needs --owner USER_OR_TEAM (who sees to it) and --due DATE (until when)");
  const model = modelOf(checked);
  const document = baselineOf(checked.findings, ownerNamed(owner, model), dueIn(due, model, checked.at));
  if (document.findings.length === 0) {
    environment.out("Nothing is found that a baseline would have to accept; none is written.\n");
    return exitCodes.done;
  }
  const yaml = new Document(document);
  yaml.commentBefore =
    " yaml-language-server: $schema=../../schemas/baseline.schema.json\n Written by `rolecall baseline`; entries may only go.";
  write(yaml.toString({ lineWidth: 0 }).replace("\n\n", "\n"));
  const count = document.findings.length;
  environment.out(
    `${baselinePath}: ${count} ${count === 1 ? "finding" : "findings"} accepted until ${due}${done(options)}.\n`,
  );
  return exitCodes.done;
}

function shrunk(options: BaselineOptions, checked: Checked, { environment, write }: Edges): ExitCode {
  if (options.owner !== undefined || options.due !== undefined)
    throw new UsageError(
      `there is a baseline already, and it may only shrink: nothing is added and nothing put off. Without --owner and --due, what is cured is taken out of ${baselinePath}.`,
    );
  const stale = staleEntries(checked);
  const { entries } = modelOf(checked).baseline ?? { entries: [] };
  if (stale.size > 0) write(without(stale, checked));
  environment.out(
    stale.size === 0
      ? `${baselinePath}: everything in it is still needed (${entries.length}).\n`
      : `${baselinePath}: ${stale.size} of ${entries.length} entries taken out${done(options)}.\n`,
  );
  const open = checked.findings.filter(isOpen);
  if (open.length > 0)
    environment.err(
      `Not accepted, because a baseline may only shrink: ${countFindings(open)}. rolecall validate lists them.\n`,
    );
  return exitCodes.done;
}

const done = ({ dryRun }: BaselineOptions): string => (dryRun === true ? " (not written: --dry-run)" : "");

const isOpen = ({ code, severity }: Finding): boolean => severity !== "note" && code !== "baseline/stale";

/** Positions of entries that no finding needs; one that only a look at the providers can judge is kept. */
function staleEntries({ resolved, at }: Checked): ReadonlySet<number> {
  if (resolved === null) return new Set();
  const positions = evaluatePolicy(resolved.model, resolved.index, at)
    .filter(({ code }) => code === "baseline/stale")
    .flatMap(({ place }) => place?.field ?? [])
    .filter((step) => typeof step === "number");
  return new Set(positions);
}

/**
 * The file without these entries; the others stay as they were written. An emptied list stays in its file: without the file
 * the next baseline would be a first one again, and could accept what is new.
 */
function without(stale: ReadonlySet<number>, { loaded }: Checked): string {
  const entry = loaded.tree.entries.find(({ path }) => path === baselinePath);
  const document = parseDocument(new TextDecoder().decode(entry?.bytes));
  const list = document.get("findings");
  if (isSeq(list)) list.items = list.items.filter((_, position) => !stale.has(position));
  return document.toString({ lineWidth: 0 });
}

function ownerNamed(written: string, model: AccessModel): Owner {
  if (written.startsWith("@")) {
    if (model.organization.teams.has(written)) return { kind: "team", name: written };
    throw new UsageError(
      `--owner ${written}: access/rolecall.yaml knows no such team${near(written, model.organization.teams.keys())}`,
    );
  }
  const user = model.users.get(written as UserId);
  if (user !== undefined && user.status !== "terminated") return { kind: "user", id: user.id };
  throw new UsageError(`--owner: nobody here is called ${written}${near(written, model.users.keys())}`);
}

function near(written: string, known: Iterable<string>): string {
  const name = didYouMean(written, known);
  return name === undefined || name === written ? "" : `; did you mean ${name}?`;
}

function dueIn(written: string, { organization }: AccessModel, at: number): string {
  const end = zonedTime(organization.timezone)?.endOf(written);
  if (end === undefined)
    throw new UsageError(`--due ${written}: write a day such as 2027-06-30, or an instant with a zone`);
  if (end <= at) throw new UsageError(`--due ${written}: that has passed at ${formatInstant(at)}`);
  return written;
}

function modelOf({ resolved }: Checked): AccessModel {
  if (resolved === null) throw new Error("a tree with errors has no model");
  return resolved.model;
}
