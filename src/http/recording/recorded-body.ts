import type { Pseudonym } from "./pseudonym.ts";
import { recordedUrl } from "./recorded-url.ts";

const wordsOf = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter((word) => word !== ""));

/** The fields that are recorded as they are: ids, types, states, times and counts. */
const kept = wordsOf(`
  id roleId roleAssignmentId orgUnitId assignedTo customerId productId skuId groupIds exclude objectClass uuid
  type kind scope scopeType assigneeType assignmentType role status transitioningToStatus signOnMode syncState
  suspended archived suspensionReason isAdmin isDelegatedAdmin isMailboxSetup isMember delivery_settings
  created activated statusChanged lastUpdated lastMembershipUpdated lastLogin passwordChanged published eventType
  creationTime lastLoginTime deletionTime time usersCount appsCount groupPushMappingsCount directMembersCount
  error errorCode errorId code reason errors errorCauses activate sendEmail primary
`);

/** The fields whose text is personal, or can name a person. */
const personal = wordsOf(`
  login email secondEmail primaryEmail address aliases nonEditableAliases userName userId userKey
  name displayName firstName lastName givenName familyName fullName label value employeeNumber orgUnitPath
  nextPageToken memberKey groupKey
`);

/** The fields whose content is never recorded. */
const secret = wordsOf("credentials password token access_token id_token refresh_token client_assertion");

const links = wordsOf("href selfLink");

/** Matches an id, a type, a state, a code or a time. */
const plain = /^[A-Za-z0-9][\w:.+-]{0,63}$/;

/**
 * Returns a body with the allowed fields. The text of every other field is replaced by `(text)`, so that the record shows which
 * fields there were and not what they held.
 */
export function recordedBody(body: unknown, pseudonym: Pseudonym): unknown {
  return typeof body === "string" && body !== ""
    ? `(text of ${body.length} characters)`
    : recorded(body, "", pseudonym);
}

function recorded(value: unknown, field: string, pseudonym: Pseudonym): unknown {
  if (value === null || value === undefined) return value;
  if (secret.has(field)) return "(hidden)";
  if (Array.isArray(value)) return value.map((item: unknown) => recorded(item, field, pseudonym));
  if (typeof value === "object")
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [
        /^\w{1,64}$/.test(name) ? name : pseudonym(name),
        recorded(inner, name, pseudonym),
      ]),
    );
  if (typeof value === "string") return recordedText(value, field, pseudonym);
  return kept.has(field) ? value : `(${typeof value})`;
}

function recordedText(text: string, field: string, pseudonym: Pseudonym): unknown {
  if (links.has(field)) return recordedUrl(text, null, pseudonym);
  if (kept.has(field)) return plain.test(text) ? text : pseudonym(text);
  return personal.has(field) && text !== "" ? pseudonym(text) : "(text)";
}
