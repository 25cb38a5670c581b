import { Document, Scalar } from "yaml";
import type { GrantTarget } from "../model/documents.ts";
import { targetFolder } from "../model/grant-target.ts";

/** What a grant's file shall say. Everything but the target may be hostile text. */
export interface GrantWish {
  readonly user: string;
  readonly target: GrantTarget;
  readonly reason: string;
  readonly ticket?: string | undefined;
  /** RFC 3339 with a zone, or a plain date. */
  readonly starts?: string | undefined;
  readonly expires?: string | undefined;
}

export interface GrantFile {
  /** From the folder that holds access/. */
  readonly path: string;
  readonly text: string;
}

/** The grant's folders are four deep, so every file has the same way to its schema. */
const modeline = " yaml-language-server: $schema=../../../../schemas/grant.schema.json";

/**
 * The file of a grant, in its target's folder. Every value is written as one scalar on one line, in quotes unless it is
 * plain to all readers of YAML, so that no text can add a field, a comment or a second document. Whether the text may stand
 * in a file at all (hidden characters, secrets) is for load to say: the file is judged before it is written.
 */
export function grantDocument({ user, target, reason, ticket, starts, expires }: GrantWish): GrantFile {
  const fields = {
    user,
    ...(target.kind === "role" ? { role: target.role } : { entitlement: target.entitlement }),
    reason: oneLine(reason),
    ...(ticket === undefined ? {} : { ticket: oneLine(ticket) }),
    ...(starts === undefined ? {} : { starts }),
    ...(expires === undefined ? {} : { expires }),
  };
  const document = new Document(Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, scalar(value)])));
  document.commentBefore = modeline;
  return {
    path: `access/grants/${targetFolder(target)}/${user}.yaml`,
    // Without a blank line between the comment and the first field, as people write it.
    text: document.toString({ lineWidth: 0 }).replace("\n\n", "\n"),
  };
}

/** One line without spaces at its ends, in composed letters: what load takes as a text. */
export function oneLine(text: string): string {
  return text.normalize("NFC").replaceAll(/\s+/gu, " ").trim();
}

/** Begins with a letter and holds nothing that YAML gives a meaning to. */
const words = /^[A-Za-z][A-Za-z0-9 ,./()_-]*$/;
const instantOrDate = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2}))?$/;
/** What some reader of YAML takes for a truth value or for nothing. */
const ambiguous = /^(?:y|yes|n|no|on|off|true|false|null)$/i;

function scalar(value: string): Scalar {
  const node = new Scalar(value);
  const isPlain = (words.test(value) && !ambiguous.test(value)) || instantOrDate.test(value);
  node.type = isPlain ? "PLAIN" : "QUOTE_DOUBLE";
  return node;
}
