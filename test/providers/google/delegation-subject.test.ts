import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createPacer } from "../../../src/http/pacer.ts";
import { createGoogleClient, inspectGoogle } from "../../../src/providers/google/index.ts";
import { aClock } from "../../contract/world.ts";
import { aFolder } from "../../support/sandboxed.ts";
import { aListener } from "../okta/listener.ts";

const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});
const notAuthorized = {
  error: {
    code: 403,
    message: "Not Authorized to access this resource/api",
    errors: [{ reason: "forbidden", domain: "global", message: "Not Authorized to access this resource/api" }],
  },
};

/** Inspects a service account at a Google that refuses it as an account without an administrator role. */
async function refused(subject: Readonly<Record<string, string>>) {
  const tenant = await aListener({
    status: 403,
    body: JSON.stringify(notAuthorized),
    tokens: { "/token": JSON.stringify({ access_token: "a-token-of-the-account", expires_in: 3600 }) },
  });
  const path = join(aFolder(), "robot.json");
  const account = { type: "service_account", client_email: "robot@acme.example", private_key: privateKey, ...subject };
  writeFileSync(path, JSON.stringify(account));
  const clock = aClock();
  const client = await createGoogleClient({
    rootUrl: tenant.url,
    credentials: { kind: "file", path },
    access: "read",
    pacer: createPacer({ clock, random: () => 0.5, share: 1, inFlight: 8 }),
    clock,
    requestTimeout: 5000,
  });
  return { path, report: await inspectGoogle(client, client, { groupSettings: false, assignables: [] }) };
}

describe("a service account of Google that is refused", () => {
  it("without a delegation subject, is shown as acting for itself, with the field to add", async () => {
    const { path, report } = await refused({});
    expect(report.identity).toBe("service account robot@acme.example, for itself (no `subject`)");
    const [users] = report.rights;
    expect([users?.id, users?.state]).toEqual(["users.read", "missing"]);
    expect(users?.reason).toContain(
      `Add \`subject\`, the address of the administrator that robot@acme.example acts for, to ${path}, or give robot@acme.example itself an administrator role`,
    );
  });

  it("with a subject, names the administrator who needs a role", async () => {
    const { path, report } = await refused({ subject: "admin@acme.example" });
    expect(report.identity).toBe("service account robot@acme.example, acting for admin@acme.example");
    expect(report.rights[0]?.reason).toContain(
      `Give admin@acme.example (\`subject\` in ${path}) an administrator role with the privileges for users and groups.`,
    );
  });
});
