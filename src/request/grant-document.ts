import { Document, Scalar } from "yaml";
import type { GrantTarget } from "../model/documents.ts";
import { targetFolder } from "../model/grant-target.ts";

/** The fields of a grant's file. All except the target may be hostile text. */
export interface GrantFields {
  readonly user: string;
  readonly target: GrantTarget;
  readonly reason: string;
  readonly ticket?: string | undefined;
  /** RFC 3339 with a zone, or a plain date. */
  readonly starts?: string | undefined;
  readonly expires?: string | undefined;
}

export interface GrantFile {
  /** Relative to the folder that contains access/. */
  readonly path: string;
  readonly text: string;
}

/** The line that names the schema for editors. Grant files are four folders deep, so all of them have the same relative path to the schema. */
const modeline = " yaml-language-server: $schema=../../../../schemas/grant.schema.json";

/**
 * Returns the file of a grant, in its target's folder. Every value is one scalar on one line, quoted unless all YAML readers
 * agree on its plain form, so that no text can add a field, a comment or a second document. Load rejects hidden characters
 * and secrets: the file is judged before it is written.
 * @param hasSchema whether the repository has the schema that the first line names for editors
 */
export function grantDocument(
  { user, target, reason, ticket, starts, expires }: GrantFields,
  hasSchema: boolean,
): GrantFile {
  const fields = {
    user,
    ...(target.kind === "role" ? { role: target.role } : { entitlement: target.entitlement }),
    reason: oneLine(reason),
    ...(ticket === undefined ? {} : { ticket: oneLine(ticket) }),
    ...(starts === undefined ? {} : { starts }),
    ...(expires === undefined ? {} : { expires }),
  };
  const document = new Document(Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, scalar(value)])));
  if (hasSchema) document.commentBefore = modeline;
  return {
    path: `access/grants/${targetFolder(target)}/${user}.yaml`,
    // Without a blank line between the comment and the first field, as people write it.
    text: document.toString({ lineWidth: 0 }).replace("\n\n", "\n"),
  };
}

/** Returns the text on one line, trimmed and in NFC: the form that load accepts. */
export function oneLine(text: string): string {
  return text.normalize("NFC").replaceAll(/\s+/gu, " ").trim();
}

/** Matches text that starts with a letter and contains no character with a meaning in YAML. */
const plainText = /^[A-Za-z][A-Za-z0-9 ,./()_-]*$/;
const instantOrDate = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2}))?$/;
/** Matches text that some YAML readers take for a boolean or for null. */
const ambiguous = /^(?:y|yes|n|no|on|off|true|false|null)$/i;

function scalar(value: string): Scalar {
  const node = new Scalar(value);
  const isPlain = (plainText.test(value) && !ambiguous.test(value)) || instantOrDate.test(value);
  node.type = isPlain ? "PLAIN" : "QUOTE_DOUBLE";
  return node;
}
