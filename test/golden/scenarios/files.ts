import { loadModel } from "../../../src/load/load-model.ts";
import { now } from "../../support/model.ts";
import { anEmptyTree, aTree, userYaml } from "../../support/tree.ts";
import { reportedFindings, inTree, type Scenarios, type Scenario } from "../scenario.ts";

/** The subject of a problem of a file is its path. */
const bob = "access/users/bob.yaml";
const bobFile = (content: string | Uint8Array): Scenario => inTree(bob, () => aTree().file("users/bob.yaml", content));
const bobWith = (lines: string): Scenario => bobFile(userYaml("bob", lines));
const at = (path: string): Scenario => inTree(`access/${path}`, () => aTree().file(path, userYaml("bob")));

/** `file/*`, `path/*`, `repo/*`, `text/*` and `yaml/*`. */
export const fileScenarios: Scenarios = {
  "file/byte-order-mark": bobFile(`\ufeff${userYaml("bob")}`),
  "file/conflict-marker": bobWith("<<<<<<< HEAD\ntitle: One\n=======\ntitle: Two\n>>>>>>> other\n"),
  "file/empty": bobFile("# nothing\n"),
  "file/lfs-pointer": bobFile("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"),
  "file/line-ending": bobFile(userYaml("bob").replaceAll("\n", "\r\n")),
  "file/not-utf8": bobFile(Uint8Array.from([0x69, 0x64, 0x3a, 0xfc, 0x0a])),
  "file/too-large": inTree(bob, () =>
    aTree()
      .adding("rolecall.yaml", "limits: { fileBytes: 500 }\n")
      .file("users/bob.yaml", `# ${"x".repeat(500)}\n`),
  ),
  "path/bad-name": at(`users/${"x".repeat(300)}.yaml`),
  "path/case-collision": at("users/Ada.yaml"),
  "path/extension": at("users/bob.yml"),
  "path/mismatch": at("users/cid.yaml"),
  "path/outside-root": inTree("access/roles/r.yaml", () =>
    aTree().file("roles/r.yaml", 'id: r\ntitle: R\nowners: ["@acme/security"]\nentitlements: [../../etc/passwd]\n'),
  ),
  "path/submodule": inTree("access/users/team", () => aTree().submodule("users/team")),
  "path/symlink": inTree(bob, () => aTree().symlink("users/bob.yaml")),
  "path/unexpected-file": at("users/bob.yaml~"),
  "repo/incomplete-state": inTree("access/", () => anEmptyTree()),
  "repo/more-findings": {
    about: "more findings",
    reported: () => {
      const tree = aTree();
      for (let index = 0; index < 1_002; index += 1) tree.file(`users/u${index}.yml`, "x");
      return reportedFindings(loadModel(tree.build(), { at: now }).findings);
    },
  },
  "repo/too-many-files": inTree("access/", () => aTree().adding("rolecall.yaml", "limits: { files: 3 }\n")),
  "text/bidi-control": bobWith("title: Eng\u202eineer\n"),
  "text/control-character": bobWith("title: a\u001b[31mb\n"),
  "text/invalid-unicode": bobWith('title: "a\\uD800b"\n'),
  "text/invisible-character": bobWith("title: Eng\u200bineer\n"),
  "text/looks-like-secret": bobWith(`title: ghp_${"a1".repeat(18)}\n`),
  "text/not-normalised": bobWith("title: Re\u0301gie\n"),
  "text/odd-space": bobFile("id: bob\nname:\n\u00a0\u00a0display: Bob\n"),
  "text/stray-space": bobWith('title: "Engineer "\n'),
  "yaml/alias-forbidden": bobWith("title: &t Engineer\n"),
  "yaml/ambiguous-scalar": bobWith("title: no\n"),
  "yaml/directive-forbidden": bobFile(`%YAML 1.1\n---\n${userYaml("bob")}`),
  "yaml/duplicate-key": bobWith("title: One\ntitle: Two\n"),
  "yaml/merge-forbidden": bobWith("<<: { title: x }\n"),
  "yaml/multiple-documents": bobFile(`${userYaml("bob")}---\n${userYaml("bob")}`),
  "yaml/scalar-too-long": bobWith(`title: ${"x".repeat(70_000)}\n`),
  "yaml/syntax": bobWith("title: 'Engineer\n"),
  "yaml/tab-indent": bobWith("attributes:\n\tcost: x\n"),
  "yaml/tag-forbidden": bobWith("title: !!str 12\n"),
  "yaml/too-deep": bobWith(`title: ${"[".repeat(50)}${"]".repeat(50)}\n`),
  "yaml/too-many-nodes": inTree(bob, () =>
    aTree()
      .adding("rolecall.yaml", "limits: { nodes: 60 }\n")
      .file("users/bob.yaml", userYaml("bob", `aliases:\n${"- a\n".repeat(80)}`)),
  ),
};
