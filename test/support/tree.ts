import { type Loaded, loadModel } from "../../src/load/load-model.ts";
import type { Tree, TreeEntry } from "../../src/load/tree.ts";
import { now } from "./model.ts";

const encoder = new TextEncoder();

/** The smallest company that loads without a finding: one person, one system, one entitlement and its owner. */
export const smallCompany: Readonly<Record<string, string>> = {
  "rolecall.yaml": `version: 1
organization: Acme Robotics
domains: [acme.example]
externalDomains: [partner.example]
timezone: Europe/Berlin
rootOwners: ["@acme/security"]
teams: { "@acme/security": 4567 }
`,
  "users/ada.yaml": userYaml("ada"),
  "systems/okta.yaml": `id: okta
provider: okta
title: Okta
owners: ["@acme/security"]
mode: enforce
connection: { orgUrl: https://acme.okta.example }
account:
  join: employeeNumber
  profile: { login: email }
`,
  "entitlements/okta/account.yaml": `id: account
title: Okta account
target: { account: {} }
tier: low
owners: ["@acme/security"]
`,
};

/** Returns a user's file; `lines` are appended. */
export function userYaml(id: string, lines = ""): string {
  return `id: ${id}
kind: employee
status: active
employeeNumber: "n-${id}"
name: { display: ${id} }
email: ${id}@acme.example
manager: none
start: 2024-02-01
${lines}`;
}

/** A builder of trees: `aTree().file("users/ada.yaml", "…").without("systems/okta.yaml")`. Paths are under access/. */
export class TreeBuilder {
  readonly #entries = new Map<string, TreeEntry>();

  file(path: string, content: string | Uint8Array): this {
    const bytes = typeof content === "string" ? encoder.encode(content) : content;
    return this.#set({ path: `access/${path}`, kind: "file", size: bytes.length, bytes });
  }

  files(files: Readonly<Record<string, string>>): this {
    for (const [path, content] of Object.entries(files)) this.file(path, content);
    return this;
  }

  symlink(path: string): this {
    return this.#set({ path: `access/${path}`, kind: "symlink", size: 0, bytes: new Uint8Array(0) });
  }

  submodule(path: string): this {
    return this.#set({ path: `access/${path}`, kind: "submodule", size: 0, bytes: new Uint8Array(0) });
  }

  without(path: string): this {
    this.#entries.delete(`access/${path}`);
    return this;
  }

  /** Appends lines to an existing file. */
  adding(path: string, lines: string): this {
    const known = this.#entries.get(`access/${path}`);
    if (known === undefined) throw new Error(`the tree has no ${path}`);
    return this.file(path, `${new TextDecoder().decode(known.bytes)}${lines}`);
  }

  build(): Tree {
    const entries = [...this.#entries.values()].sort((left, right) => (left.path < right.path ? -1 : 1));
    return { exists: true, entries };
  }

  load(at = now): Loaded {
    return loadModel(this.build(), { at });
  }

  #set(entry: TreeEntry): this {
    this.#entries.set(entry.path, entry);
    return this;
  }
}

/** Returns a tree with the small company. */
export const aTree = (): TreeBuilder => new TreeBuilder().files(smallCompany);

/** Returns an empty tree. */
export const anEmptyTree = (): TreeBuilder => new TreeBuilder();
