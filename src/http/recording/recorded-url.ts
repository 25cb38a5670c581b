import type { Pseudonym } from "./pseudonym.ts";

/** The path and the parameters of a URL, without the host. */
export interface RecordedUrl {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Whether the URL leads to another server than the request; absent: not compared, or the same server. */
  readonly isForeign?: true;
}

/**
 * Returns a URL with the allowed parts: words of the API, ids and parameters without personal data.
 * @param origin the origin of the request that the URL belongs to; null: not compared
 */
export function recordedUrl(text: string, origin: string | null, pseudonym: Pseudonym): RecordedUrl {
  if (!URL.canParse(text)) return { path: pseudonym(text), query: {} };
  const url = new URL(text);
  const path = url.pathname.split("/").map((part) => (isPlainPart(part) ? part : pseudonym(decoded(part))));
  return {
    path: path.join("/"),
    query: Object.fromEntries(
      [...url.searchParams].map(([name, value]) => [name, recordedParameter(name, value, pseudonym)]),
    ),
    ...(origin === null || url.origin === origin ? {} : { isForeign: true }),
  };
}

const words = new Set(
  (
    "api v1 users groups rules apps iam assignees roles logs lifecycle activate deactivate suspend unsuspend unlock " +
    "reactivate sessions oauth2 token tokeninfo admin directory members hasMember customer my_customer roleassignments " +
    "aliases orgunits licensing product sku user reports activity applications all makeAdmin signOut undelete me"
  ).split(" "),
);

/** A word of the APIs, an id (at least five characters and a digit), a standard role of Okta or a product of Google. */
const isPlainPart = (part: string): boolean =>
  part === "" ||
  words.has(part) ||
  /^(?=[A-Za-z_-]*\d)[A-Za-z0-9_-]{5,64}$/.test(part) ||
  /^[A-Z]+(?:_[A-Z]+)*_ADMIN$/.test(part) ||
  /^Google-[A-Z][A-Za-z-]{0,30}$/.test(part);

/** The parameters whose value is recorded as it is. */
const plainParameters = new Set(
  (
    "limit maxResults expand projection fields alt activate sendEmail sortBy sortOrder roleId includeDerivedMembership " +
    "showDeleted orderBy since until customer customerId"
  ).split(" "),
);
const plainValue = /^[\w ,:;().*/+-]{0,300}$/;

function recordedParameter(name: string, value: string, pseudonym: Pseudonym): string {
  if (plainParameters.has(name) && plainValue.test(value)) return value;
  if (name === "filter" || name === "search") return recordedFilter(value, pseudonym);
  return pseudonym(value);
}

/** The attributes whose compared values are recorded as they are. */
const plainAttributes = new Set("id status type created lastUpdated lastMembershipUpdated statusChanged".split(" "));
const comparison = /([\w.]+) (eq|sw|co|pr|gt|ge|lt|le) "((?:[^"\\]|\\.)*)"/g;

/** Returns a filter with its attributes and operators. A filter in another form is replaced as one. */
function recordedFilter(filter: string, pseudonym: Pseudonym): string {
  if (!/^[()\s]*(?:(?:and|or)[()\s]*)*$/.test(filter.replaceAll(comparison, ""))) return pseudonym(filter);
  return filter.replaceAll(comparison, (_all, attribute: string, operator: string, value: string) => {
    const isPlain = plainAttributes.has(attribute) && plainValue.test(value);
    return `${attribute} ${operator} "${isPlain ? value : pseudonym(value)}"`;
  });
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
