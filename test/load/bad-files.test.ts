import { describe, expect, it } from "vitest";
import { loadModel } from "../../src/load/load-model.ts";
import { now } from "../support/model.ts";
import { anEmptyTree, aTree, userYaml } from "../support/tree.ts";
import { refuses, spots } from "./bad-input.ts";

const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);
const utf8 = (text: string): readonly number[] => [...new TextEncoder().encode(text)];
const bob = "access/users/bob.yaml";
const bobFile = (text: string) => () => aTree().file("users/bob.yaml", text);

describe("unreadable and damaged files", () => {
  refuses([
    {
      input: "6: a file over the limit",
      tree: bobFile(`${userYaml("bob")}# ${"x".repeat(1_048_576)}\n`),
      reports: `file/too-large ${bob}:1:1`,
      contains: "1048576",
    },
    {
      input: "8: more files than the configured limit",
      tree: () => aTree().adding("rolecall.yaml", "limits: { files: 3 }\n"),
      reports: "repo/too-many-files access/rolecall.yaml:8:18",
    },
    { input: "14: an empty file", tree: bobFile(""), reports: `file/empty ${bob}:1:1` },
    { input: "15: only comments", tree: bobFile("# nothing\n\n"), reports: `file/empty ${bob}:1:1` },
    {
      input: "37: UTF-16 with a byte-order mark",
      tree: () => aTree().file("users/bob.yaml", bytes(0xff, 0xfe, 0x69, 0, 0x64, 0)),
      reports: `file/not-utf8 ${bob}:1:1`,
    },
    {
      input: "37: UTF-16 without a byte-order mark",
      tree: () => aTree().file("users/bob.yaml", bytes(0x69, 0, 0x64, 0, 0x3a, 0)),
      reports: `file/not-utf8 ${bob}:1:1`,
    },
    {
      input: "38: one byte that is not valid UTF-8",
      tree: () => aTree().file("users/bob.yaml", bytes(...utf8("id: bob\ntitle: M"), 0xfc, ...utf8("ller\n"))),
      reports: `file/not-utf8 ${bob}:2:9`,
    },
    {
      input: "39: a byte-order mark",
      tree: bobFile(`\ufeff${userYaml("bob")}`),
      reports: `file/byte-order-mark ${bob}:1:1`,
    },
    {
      input: "40: CRLF",
      tree: bobFile(userYaml("bob").replaceAll("\n", "\r\n")),
      reports: `file/line-ending ${bob}:1:8`,
    },
    {
      input: "40: a lone CR",
      tree: bobFile(userYaml("bob").replace("employee\n", "employee\r")),
      reports: `file/line-ending ${bob}:2:15`,
    },
    {
      input: "42: conflict markers",
      tree: bobFile(`${userYaml("bob")}<<<<<<< HEAD\ntitle: One\n=======\ntitle: Two\n>>>>>>> other\n`),
      reports: `file/conflict-marker ${bob}:9:1`,
    },
    {
      input: "43: an LFS pointer",
      tree: bobFile("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"),
      reports: `file/lfs-pointer ${bob}:1:1`,
    },
    {
      input: "29: a right-to-left override in a name",
      tree: bobFile(userYaml("bob", "title: Eng\u202eineer\n")),
      reports: `text/bidi-control ${bob}:9:11`,
      contains: "U+202E",
    },
    {
      input: "29: the same as an escape",
      tree: bobFile(userYaml("bob", 'title: "Eng\\u202eineer"\n')),
      reports: `text/bidi-control ${bob}:9:8`,
    },
    {
      input: "30: a zero-width space in an id",
      tree: bobFile(userYaml("bob").replace("id: bob", "id: b\u200bob")),
      reports: `text/invisible-character ${bob}:1:6`,
    },
    {
      input: "31: ESC in a text",
      tree: bobFile(userYaml("bob", "title: a\u001b[31mb\n")),
      reports: `text/control-character ${bob}:9:9`,
    },
    {
      input: "31: NUL as an escape",
      tree: bobFile(userYaml("bob", 'title: "a\\0b"\n')),
      reports: `text/control-character ${bob}:9:8`,
    },
    {
      input: "32: an unpaired surrogate",
      tree: bobFile(userYaml("bob", 'title: "a\\uD800b"\n')),
      reports: `text/invalid-unicode ${bob}:9:8`,
    },
    {
      input: "33: decomposed accents",
      tree: bobFile(userYaml("bob", "title: Re\u0301gie\n")),
      reports: `text/not-normalised ${bob}:9:8`,
    },
    {
      input: "35: a space at the end of a quoted id",
      tree: bobFile(userYaml("bob").replace("id: bob", 'id: "bob "')),
      reports: `text/stray-space ${bob}:1:5`,
    },
    {
      input: "36: a no-break space as indent",
      tree: bobFile("id: bob\nname:\n\u00a0\u00a0display: Bob\n"),
      reports: `text/odd-space ${bob}:3:1`,
    },
    {
      input: "73: a token in a field",
      tree: bobFile(userYaml("bob", `title: ghp_${"a1".repeat(18)}\n`)),
      reports: `text/looks-like-secret ${bob}:9:8`,
      contains: "replace the secret",
    },
    {
      input: "73: a private key in a comment",
      tree: bobFile(userYaml("bob", "# -----BEGIN RSA PRIVATE KEY-----\n")),
      reports: `text/looks-like-secret ${bob}:9:3`,
    },
    {
      input: "73: a field with the name password",
      tree: bobFile(userYaml("bob", 'attributes: { password: "hunter2" }\n')),
      reports: `text/looks-like-secret ${bob}:9:15`,
    },
  ]);

  it("never repeats a text that looks like a secret", () => {
    const secret = `ghp_${"b2".repeat(18)}`;
    const { findings } = aTree()
      .file("users/bob.yaml", userYaml("bob", `tilte: ${secret}\n`))
      .load();
    expect(findings.length).toBeGreaterThan(0);
    expect(JSON.stringify(findings)).not.toContain(secret);
  });

  it("refuses a file that is too large to have been read", () => {
    const tree = aTree().build();
    const entry = { path: bob, kind: "file" as const, size: 20_000_000, bytes: new Uint8Array(0) };
    const loaded = loadModel({ exists: true, entries: [...tree.entries, entry] }, { at: now });
    expect(spots(loaded)).toEqual([`file/too-large ${bob}:1:1`]);
    const raised = aTree().adding("rolecall.yaml", "limits: { fileBytes: 100000000 }\n").build();
    const unread = loadModel({ exists: true, entries: [...raised.entries, entry] }, { at: now });
    expect(spots(unread), "an unread file is not treated as empty, for any limit").toEqual([
      `file/too-large ${bob}:1:1`,
    ]);
  });
});

describe("paths that are not allowed", () => {
  refuses([
    {
      input: "46, 47: a symbolic link",
      tree: () => aTree().symlink("users/bob.yaml"),
      reports: `path/symlink ${bob}:1:1`,
    },
    {
      input: "49: a submodule",
      tree: () => aTree().submodule("users/team"),
      reports: "path/submodule access/users/team:1:1",
    },
    {
      input: "50: two paths that differ in case",
      tree: () => aTree().file("users/Ada.yaml", userYaml("ada")),
      reports: "path/case-collision access/users/ada.yaml:1:1",
    },
    {
      input: "50: two folders that differ in case",
      tree: () => aTree().file("users/a/bob.yaml", userYaml("bob")).file("users/A/cid.yaml", userYaml("cid")),
      reports: "path/case-collision access/users/a/bob.yaml:1:1",
    },
    {
      input: "51: .yml",
      tree: () => aTree().file("users/bob.yml", userYaml("bob")),
      reports: "path/extension access/users/bob.yml:1:1",
    },
    {
      input: "51: .YAML",
      tree: () => aTree().file("users/bob.YAML", userYaml("bob")),
      reports: "path/extension access/users/bob.YAML:1:1",
    },
    {
      input: "52: an editor's backup",
      tree: () => aTree().file("users/bob.yaml~", userYaml("bob")),
      reports: "path/unexpected-file access/users/bob.yaml~:1:1",
    },
    {
      input: "52: a hidden file",
      tree: () => aTree().file("users/.bob.yaml", userYaml("bob")),
      reports: "path/unexpected-file access/users/.bob.yaml:1:1",
    },
    {
      input: "52: a file in an unknown folder",
      tree: () => aTree().file("groups/x.yaml", "id: x\n"),
      reports: "path/unexpected-file access/groups/x.yaml:1:1",
    },
    {
      input: "52: a grant outside a target's folder",
      tree: () => aTree().file("grants/ada.yaml", "user: ada\n"),
      reports: "path/unexpected-file access/grants/ada.yaml:1:1",
    },
    {
      input: "53: a path of 300 characters",
      tree: () => aTree().file(`users/${"x".repeat(300)}.yaml`, userYaml("x")),
      reports: `path/bad-name access/users/${"x".repeat(300)}.yaml:1:1`,
    },
    {
      input: "53: a newline in a path",
      tree: () => aTree().file("users/a\nb.yaml", userYaml("b")),
      reports: "path/bad-name access/users/a\nb.yaml:1:1",
    },
  ]);

  it("ignores a README", () => {
    expect(spots(aTree().file("README.md", "# Access\n").file("users/README.md", "# Users\n").load())).toEqual([]);
  });
});

describe("79: an incomplete state", () => {
  it("is reported for a missing folder", () => {
    const loaded = loadModel({ exists: false, entries: [] }, { at: now });
    expect(loaded.findings.map(({ code }) => code)).toEqual(["repo/incomplete-state"]);
    expect(loaded.model).toBeNull();
  });

  it("is reported for an empty folder", () => {
    const loaded = anEmptyTree().load();
    expect(loaded.findings.map(({ code }) => code)).toEqual(["repo/incomplete-state"]);
    expect(loaded.model).toBeNull();
  });

  it("is reported for a tree without a single user", () => {
    const loaded = aTree().without("users/ada.yaml").file("users/README.md", "# Users\n").load();
    expect(spots(loaded)).toEqual(["repo/incomplete-state access/rolecall.yaml:1:1"]);
    expect(loaded.model).toBeNull();
    // An unreadable user file is reported by itself.
    expect(spots(aTree().file("users/ada.yaml", "id: [").load())).not.toContain(
      "repo/incomplete-state access/rolecall.yaml:1:1",
    );
  });

  it("is reported for a folder without rolecall.yaml", () => {
    const loaded = aTree().without("rolecall.yaml").load();
    expect(spots(loaded)).toContain("repo/incomplete-state access/rolecall.yaml:1:1");
    expect(loaded.model).toBeNull();
  });
});
