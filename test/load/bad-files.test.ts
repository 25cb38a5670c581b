import { describe, expect, it } from "vitest";
import { loadModel } from "../../src/load/load-model.ts";
import { now } from "../support/model.ts";
import { anEmptyTree, aTree, userYaml } from "../support/tree.ts";
import { refuses, spots } from "./bad-input.ts";

const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);
const utf8 = (text: string): readonly number[] => [...new TextEncoder().encode(text)];
const bob = "access/users/bob.yaml";
const bobSays = (text: string) => () => aTree().file("users/bob.yaml", text);

describe("files that are no text of ours", () => {
  refuses([
    {
      what: "6: a file over the limit",
      tree: bobSays(`${userYaml("bob")}# ${"x".repeat(1_048_576)}\n`),
      says: `file/too-large ${bob}:1:1`,
      word: "1048576",
    },
    {
      what: "8: more files than the configured limit",
      tree: () => aTree().adding("rolecall.yaml", "limits: { files: 3 }\n"),
      says: "repo/too-many-files access/rolecall.yaml:8:18",
    },
    { what: "14: an empty file", tree: bobSays(""), says: `file/empty ${bob}:1:1` },
    { what: "15: only comments", tree: bobSays("# nothing\n\n"), says: `file/empty ${bob}:1:1` },
    {
      what: "37: UTF-16 with a mark",
      tree: () => aTree().file("users/bob.yaml", bytes(0xff, 0xfe, 0x69, 0, 0x64, 0)),
      says: `file/not-utf8 ${bob}:1:1`,
    },
    {
      what: "37: UTF-16 without a mark",
      tree: () => aTree().file("users/bob.yaml", bytes(0x69, 0, 0x64, 0, 0x3a, 0)),
      says: `file/not-utf8 ${bob}:1:1`,
    },
    {
      what: "38: one byte that is no UTF-8",
      tree: () => aTree().file("users/bob.yaml", bytes(...utf8("id: bob\ntitle: M"), 0xfc, ...utf8("ller\n"))),
      says: `file/not-utf8 ${bob}:2:9`,
    },
    {
      what: "39: a byte-order mark",
      tree: bobSays(`\ufeff${userYaml("bob")}`),
      says: `file/byte-order-mark ${bob}:1:1`,
    },
    {
      what: "40: CRLF",
      tree: bobSays(userYaml("bob").replaceAll("\n", "\r\n")),
      says: `file/line-ending ${bob}:1:8`,
    },
    {
      what: "40: a lone CR",
      tree: bobSays(userYaml("bob").replace("employee\n", "employee\r")),
      says: `file/line-ending ${bob}:2:15`,
    },
    {
      what: "42: conflict markers",
      tree: bobSays(`${userYaml("bob")}<<<<<<< HEAD\ntitle: One\n=======\ntitle: Two\n>>>>>>> other\n`),
      says: `file/conflict-marker ${bob}:9:1`,
    },
    {
      what: "43: an LFS pointer",
      tree: bobSays("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"),
      says: `file/lfs-pointer ${bob}:1:1`,
    },
    {
      what: "29: a right-to-left override in a name",
      tree: bobSays(userYaml("bob", "title: Eng\u202eineer\n")),
      says: `text/bidi-control ${bob}:9:11`,
      word: "U+202E",
    },
    {
      what: "29: the same behind an escape",
      tree: bobSays(userYaml("bob", 'title: "Eng\\u202eineer"\n')),
      says: `text/bidi-control ${bob}:9:8`,
    },
    {
      what: "30: a zero-width space in an id",
      tree: bobSays(userYaml("bob").replace("id: bob", "id: b\u200bob")),
      says: `text/invisible-character ${bob}:1:6`,
    },
    {
      what: "31: ESC in a text",
      tree: bobSays(userYaml("bob", "title: a\u001b[31mb\n")),
      says: `text/control-character ${bob}:9:9`,
    },
    {
      what: "31: NUL behind an escape",
      tree: bobSays(userYaml("bob", 'title: "a\\0b"\n')),
      says: `text/control-character ${bob}:9:8`,
    },
    {
      what: "32: an unpaired surrogate",
      tree: bobSays(userYaml("bob", 'title: "a\\uD800b"\n')),
      says: `text/invalid-unicode ${bob}:9:8`,
    },
    {
      what: "33: decomposed accents",
      tree: bobSays(userYaml("bob", "title: Re\u0301gie\n")),
      says: `text/not-normalised ${bob}:9:8`,
    },
    {
      what: "35: a space at the end of a quoted id",
      tree: bobSays(userYaml("bob").replace("id: bob", 'id: "bob "')),
      says: `text/stray-space ${bob}:1:5`,
    },
    {
      what: "36: a no-break space as indent",
      tree: bobSays("id: bob\nname:\n\u00a0\u00a0display: Bob\n"),
      says: `text/odd-space ${bob}:3:1`,
    },
    {
      what: "73: a token in a field",
      tree: bobSays(userYaml("bob", `title: ghp_${"a1".repeat(18)}\n`)),
      says: `text/looks-like-secret ${bob}:9:8`,
      word: "replace the secret",
    },
    {
      what: "73: a private key in a comment",
      tree: bobSays(userYaml("bob", "# -----BEGIN RSA PRIVATE KEY-----\n")),
      says: `text/looks-like-secret ${bob}:9:3`,
    },
    {
      what: "73: a field that is called password",
      tree: bobSays(userYaml("bob", 'attributes: { password: "hunter2" }\n')),
      says: `text/looks-like-secret ${bob}:9:15`,
    },
  ]);

  it("never repeats what looks like a secret", () => {
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
    expect(spots(unread), "whatever the limit, what was not read is not empty").toEqual([`file/too-large ${bob}:1:1`]);
  });
});

describe("paths that are no place for a document", () => {
  refuses([
    { what: "46, 47: a symbolic link", tree: () => aTree().symlink("users/bob.yaml"), says: `path/symlink ${bob}:1:1` },
    {
      what: "49: a submodule",
      tree: () => aTree().submodule("users/team"),
      says: "path/submodule access/users/team:1:1",
    },
    {
      what: "50: two paths that differ in case",
      tree: () => aTree().file("users/Ada.yaml", userYaml("ada")),
      says: "path/case-collision access/users/ada.yaml:1:1",
    },
    {
      what: "50: two folders that differ in case",
      tree: () => aTree().file("users/a/bob.yaml", userYaml("bob")).file("users/A/cid.yaml", userYaml("cid")),
      says: "path/case-collision access/users/a/bob.yaml:1:1",
    },
    {
      what: "51: .yml",
      tree: () => aTree().file("users/bob.yml", userYaml("bob")),
      says: "path/extension access/users/bob.yml:1:1",
    },
    {
      what: "51: .YAML",
      tree: () => aTree().file("users/bob.YAML", userYaml("bob")),
      says: "path/extension access/users/bob.YAML:1:1",
    },
    {
      what: "52: an editor's backup",
      tree: () => aTree().file("users/bob.yaml~", userYaml("bob")),
      says: "path/unexpected-file access/users/bob.yaml~:1:1",
    },
    {
      what: "52: a hidden file",
      tree: () => aTree().file("users/.bob.yaml", userYaml("bob")),
      says: "path/unexpected-file access/users/.bob.yaml:1:1",
    },
    {
      what: "52: a file that nothing reads",
      tree: () => aTree().file("groups/x.yaml", "id: x\n"),
      says: "path/unexpected-file access/groups/x.yaml:1:1",
    },
    {
      what: "52: a grant that stands too high",
      tree: () => aTree().file("grants/ada.yaml", "user: ada\n"),
      says: "path/unexpected-file access/grants/ada.yaml:1:1",
    },
    {
      what: "53: a path of 300 characters",
      tree: () => aTree().file(`users/${"x".repeat(300)}.yaml`, userYaml("x")),
      says: `path/bad-name access/users/${"x".repeat(300)}.yaml:1:1`,
    },
    {
      what: "53: a newline in a path",
      tree: () => aTree().file("users/a\nb.yaml", userYaml("b")),
      says: "path/bad-name access/users/a\nb.yaml:1:1",
    },
  ]);

  it("leaves a README alone", () => {
    expect(spots(aTree().file("README.md", "# Access\n").file("users/README.md", "# Users\n").load())).toEqual([]);
  });
});

describe("79: a state that is not whole", () => {
  it("a missing folder never means nobody", () => {
    const loaded = loadModel({ exists: false, entries: [] }, { at: now });
    expect(loaded.findings.map(({ code }) => code)).toEqual(["repo/incomplete-state"]);
    expect(loaded.model).toBeNull();
  });

  it("neither does an empty one", () => {
    const loaded = anEmptyTree().load();
    expect(loaded.findings.map(({ code }) => code)).toEqual(["repo/incomplete-state"]);
    expect(loaded.model).toBeNull();
  });

  it("nor one without rolecall.yaml", () => {
    const loaded = aTree().without("rolecall.yaml").load();
    expect(spots(loaded)).toContain("repo/incomplete-state access/rolecall.yaml:1:1");
    expect(loaded.model).toBeNull();
  });
});
