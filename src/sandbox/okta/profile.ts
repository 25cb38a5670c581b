import type { JsonObject } from "./json.ts";
import { textOf } from "./json.ts";
import { invalid, OktaRefusal } from "./refusal.ts";

const longest = {
  2: "countryCode",
  50: "firstName lastName zipCode",
  100: "login email secondEmail primaryPhone mobilePhone",
  128: "city state",
  1024: "streetAddress profileUrl",
  4096: "postalAddress",
  255:
    "middleName honorificPrefix honorificSuffix title displayName nickName preferredLanguage locale timezone " +
    "userType employeeNumber costCenter organization division department managerId manager",
};

/** The attributes of Okta's base user schema, each with its longest text in characters. */
export const BASE_USER_ATTRIBUTES: Readonly<Record<string, number>> = Object.fromEntries(
  Object.entries(longest).flatMap(([length, names]) => names.split(" ").map((name) => [name, Number(length)])),
);

const REQUIRED = ["login", "email", "firstName", "lastName"];

export const BASE_GROUP_ATTRIBUTES: readonly string[] = ["name", "description"];

/** The attributes that the profile of every app has. */
export const BASE_APP_ATTRIBUTES: readonly string[] = ["userName", "email", "firstName", "lastName", "displayName"];

/** Refuses an app profile with an attribute that the app does not have. */
export function checkAppProfile(profile: JsonObject, known: ReadonlySet<string>): void {
  for (const name of Object.keys(profile)) if (!known.has(name)) throw unknownAttribute(name);
}

/** Merges profiles and removes nulls: null clears an attribute. */
export function merged(stored: JsonObject, written: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries({ ...stored, ...written }).filter(([, value]) => value !== null));
}

/** Refuses a user profile that does not match the org's schema, and lists every cause. */
export function checkUserProfile(profile: JsonObject, known: ReadonlySet<string>): void {
  const causes = [
    ...REQUIRED.filter((name) => (textOf(profile, name) ?? "") === "").map(
      (name) => `${name}: The field cannot be left blank`,
    ),
    ...["login", "email"].filter((name) => !isAddress(textOf(profile, name))).map(formCause),
    ...Object.entries(profile).flatMap(([name, value]) => attributeCauses(name, value, known)),
  ];
  if (causes.length > 0) throw invalid(causes[0]?.split(":")[0] ?? "profile", ...causes);
}

/** Refuses a group profile without a name, with a text that is too long, or with an unknown attribute. */
export function checkGroupProfile(profile: JsonObject, known: ReadonlySet<string>): void {
  const name = textOf(profile, "name") ?? "";
  if (name === "") throw invalid("name", "name: The field cannot be left blank");
  if (name.length > 255) throw invalid("name", "name: The field is too long");
  if ((textOf(profile, "description") ?? "").length > 1024) throw invalid("description", "description: too long");
  for (const [attribute, value] of Object.entries(profile)) {
    if (!known.has(attribute)) throw unknownAttribute(attribute);
    if (BASE_GROUP_ATTRIBUTES.includes(attribute) && typeof value !== "string")
      throw invalid(attribute, `${attribute}: The value is not a text`);
  }
}

function unknownAttribute(name: string): OktaRefusal {
  return invalid(name, `${name}: The attribute is not in the schema`);
}

function attributeCauses(name: string, value: unknown, known: ReadonlySet<string>): readonly string[] {
  if (!known.has(name)) return [`${name}: The attribute is not in the schema`];
  const limit = BASE_USER_ATTRIBUTES[name];
  if (limit === undefined) return [];
  if (typeof value !== "string") return [`${name}: The value is not a text`];
  if (value.length > limit) return [`${name}: The field cannot exceed ${limit} characters`];
  // The API accepts no character beyond the basic plane, for example emoji.
  return /[\u{10000}-\u{10FFFF}]/u.test(value) ? [`${name}: The text has a character that is not supported`] : [];
}

function isAddress(text: string | undefined): boolean {
  return text === undefined || text === "" || (/^[^\s@]+@[^\s@]+$/.test(text) && text.length >= 5);
}

function formCause(name: string): string {
  return name === "login"
    ? "login: Username must be in the form of an email address"
    : "email: Does not match required pattern";
}
