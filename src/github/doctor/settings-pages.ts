/** The page of each group of settings, below the address of the repository. The first matching start of an id counts. */
const pages: readonly (readonly [string, string])[] = [
  ["branch", "settings/rules"],
  ["journal", "settings/rules"],
  ["freeze", "settings/rules"],
  ["environment/", "settings/environments"],
  ["secrets/dependabot", "settings/secrets/dependabot"],
  ["secrets/codespaces", "settings/secrets/codespaces"],
  ["secrets/", "settings/secrets/actions"],
  ["actions/runners", "settings/actions/runners"],
  ["actions/", "settings/actions"],
  ["forks", "settings/actions"],
  ["oidc", "settings/actions/oidc"],
  ["deploy-keys", "settings/keys"],
  ["workflows", "actions"],
  ["codeowners", "blob/HEAD/.github/CODEOWNERS"],
];

/** Returns the page of a setting on GitHub, below the address of the repository. */
export const pageOf = (id: string): string => pages.find(([start]) => id.startsWith(start))?.[1] ?? "settings";

/** A setting that GitHub's API shows to no credential of the repository. */
export interface HandCheck {
  readonly subject: string;
  readonly page: string;
}

/** What the doctor cannot read with any credential of the repository. Each is printed with the address of its page. */
export const handChecks: readonly HandCheck[] = [
  {
    subject: "no runner group of the organization with machines that are reused includes this repository",
    page: "organization:settings/actions/runner-groups",
  },
  {
    subject:
      "the app of review-write and apply-write, and that of request-write, have only the permissions in SECURITY.md",
    page: "settings/installations",
  },
  {
    subject: "only root owners have the roles admin and maintain, and only users who may read all plans have access",
    page: "settings/access",
  },
  {
    subject: "personal access tokens need an approval of the organization and expire",
    page: "organization:settings/personal-access-tokens",
  },
  {
    subject: "the credentials in plan-read can only read, and no other environment has a key of a provider",
    page: "settings/environments",
  },
];

/** Returns the address of a page. @param repositoryUrl for example https://github.com/acme/access */
export function addressOf(page: string, repositoryUrl: string): string {
  const ofOrganization = /^organization:(.+)$/.exec(page)?.[1];
  if (ofOrganization === undefined) return `${repositoryUrl}/${page}`;
  const { origin, pathname } = new URL(repositoryUrl);
  return `${origin}/organizations/${pathname.split("/")[1] ?? ""}/${ofOrganization}`;
}
