import type { Edit } from "../../support/memory-git/objects.ts";
import { companyFiles, grantFile, grantPath, userFile } from "../../workflow/after-merge/company-files.ts";

/** A push after the approval of a change: the files before and after it. */
export interface Push {
  readonly name: string;
  readonly approved: Edit;
  readonly pushed: Edit;
}

const textOf = (path: string): string => companyFiles[path] ?? "";
const extended = (path: string, more: string): Edit => ({ [path]: `${textOf(path)}${more}` });
const replaced = (path: string, from: string, to: string): Edit => ({ [path]: textOf(path).replace(from, to) });

const organization = "access/rolecall.yaml";
const okta = "access/systems/okta.yaml";
const wiki = "access/entitlements/okta/wiki.yaml";
const everyone = "access/roles/birthright/everyone.yaml";
const rule = "access/policies/separation-of-duties/vendor-payment.yaml";

/** A grant of the wiki to Ada, which most pushes are added to. */
const grant: Edit = { [grantPath("ada", "okta/wiki")]: grantFile("ada", "okta/wiki") };
const added = (name: string, pushed: Edit): Push => ({ name, approved: grant, pushed });

/** Pushes that change the content of a document or of a file outside the model. */
export const contentPushes: readonly Push[] = [
  added("a limit of the files", extended(organization, "limits: { files: 90000 }\n")),
  {
    name: "a higher limit than the approved one",
    approved: extended(organization, "limits: { files: 60000 }\n"),
    pushed: extended(organization, "limits: { files: 90000 }\n"),
  },
  added("the title of the organization", replaced(organization, "organization: Acme", "organization: Emca")),
  added("the title of a system", replaced(okta, "title: Okta", "title: Other")),
  added("the rate of requests", extended(organization, "rate: { share: 0.9 }\n")),
  {
    name: "a higher rate than the approved one",
    approved: extended(organization, "rate: { share: 0.2 }\n"),
    pushed: extended(organization, "rate: { share: 0.9 }\n"),
  },
  added("the title of an entitlement", replaced(wiki, "title: Wiki Users", "title: Read the wiki")),
  added("a description of an entitlement", extended(wiki, "description: Read and write everything\n")),
  {
    name: "another description than the approved one",
    approved: extended(wiki, "description: Read the wiki\n"),
    pushed: extended(wiki, "description: Read and write everything\n"),
  },
  added("the title of a role", replaced(everyone, "title: Everyone", "title: Some")),
  added("a description of a role", extended(everyone, "description: All employees and others\n")),
  added("the title of a rule", replaced(rule, "title: Create a vendor", "title: Rename a vendor")),
  added("the job title of a user", {
    "access/users/bob.yaml": userFile("bob").replace("title: Engineer", "title: CFO"),
  }),
  {
    name: "another reason of the grant",
    approved: grant,
    pushed: { [grantPath("ada", "okta/wiki")]: grantFile("ada", "okta/wiki").replace("the daily work", "an audit") },
  },
  added("the columns of the HR feed", { "access/hr.yaml": "columns: { employeeNumber: number }\n" }),
  added("another order of a list", {
    [everyone]: textOf(everyone).replace("[okta/account, google/account]", "[google/account, okta/account]"),
  }),
  added("a file that the change removes", { [rule]: null }),
  added("a policy test", { "access/tests/all.yaml": "tests:\n  - name: One\n    user: ada\n    never: [okta/crm]\n" }),
  added("a comment in a policy test", {
    "access/tests/a.yaml": "# one\ntests:\n  - name: One\n    user: ada\n    never: [okta/crm]\n",
  }),
  added("a README below access/", { "access/README.md": "# Access\n" }),
  added("CODEOWNERS", { ".github/CODEOWNERS": "* @ada\n" }),
  added("a workflow", { ".github/workflows/apply.yml": "name: apply\n" }),
  added("the program", { ".github/actions/rolecall/dist/main.mjs": "process.exit(0);\n" }),
  added("a file whose name only contains .md", { "tools/notes.md.sh": "exit 0\n" }),
];

/** Pushes that change no content: each is the twin of a push above. */
export const formPushes: readonly Push[] = [
  {
    name: "a comment in a changed document",
    approved: grant,
    pushed: { [grantPath("ada", "okta/wiki")]: `# Reviewed\n${grantFile("ada", "okta/wiki")}` },
  },
  added("a comment in an unchanged document", { [organization]: `# The company\n${textOf(organization)}` }),
  {
    name: "another order of the keys",
    approved: grant,
    pushed: {
      [grantPath("ada", "okta/wiki")]: "reason: Needs it for the daily work\nentitlement: okta/wiki\nuser: ada\n",
    },
  },
  {
    name: "quotes",
    approved: grant,
    pushed: {
      [grantPath("ada", "okta/wiki")]: grantFile("ada", "okta/wiki").replace("user: ada", 'user: "ada"'),
    },
  },
  {
    name: "block style in place of flow style",
    approved: extended(organization, "rate: { share: 0.2 }\n"),
    pushed: extended(organization, "rate:\n  share: 0.2\n"),
  },
  {
    name: "a limit that goes back to the approved value",
    approved: extended(organization, "limits: { files: 60000 }\n"),
    pushed: extended(organization, "limits: {   files:   60000   } # all files\n"),
  },
  added("an entitlement moved to another folder of its system", {
    [wiki]: null,
    "access/entitlements/okta/team/wiki.yaml": textOf(wiki),
  }),
  added("a README outside access/", { "README.md": "# Access\n", "docs/how-to.md": "# How to\n" }),
];
