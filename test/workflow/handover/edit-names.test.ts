import { describe, expect, it } from "vitest";
import { editNames } from "../../../src/workflow/handover/edit-names.ts";

const owners = (index: number, to = "new") => [{ field: ["owners", index], to }];

describe("editNames", () => {
  it("replaces a name and keeps comments, quotes and spaces", () => {
    const text = '# Who decides\nowners: [ "@acme/it",  old ] # two\ntitle:   CRM\n';
    expect(editNames(text, owners(1))).toBe('# Who decides\nowners: [ "@acme/it",  new ] # two\ntitle:   CRM\n');
    expect(editNames('manager: "old"   # since May\r\nid: a\r\n', [{ field: ["manager"], to: "new" }])).toBe(
      "manager: new   # since May\r\nid: a\r\n",
    );
  });

  it("replaces several names of one text, in nested lists as well", () => {
    const text = "tiers:\n  low: { require: [[manager, old], [old]] }\nfallback:\n  - old\n";
    const edits = [
      { field: ["fallback", 0], to: "new" },
      { field: ["tiers", "low", "require", 0, 1], to: "new" },
      { field: ["tiers", "low", "require", 1, 0], to: "new" },
    ];
    expect(editNames(text, edits)).toBe("tiers:\n  low: { require: [[manager, new], [new]] }\nfallback:\n  - new\n");
  });

  it.each([
    ["the first of a line", "owners: [old, new] # x\n", 0, "owners: [new] # x\n"],
    ["the last of a line", "owners: [new, old]\n", 1, "owners: [new]\n"],
    ["one in the middle", "owners: [new, old, ada]\n", 1, "owners: [new, ada]\n"],
    ["a line of its own", "owners:\n  - new\n  - old # left\n  - ada\n", 1, "owners:\n  - new\n  - ada\n"],
    ["the last line, without a line break", "owners:\n  - new\n  - old", 1, "owners:\n  - new\n"],
  ])("removes a name whose replacement is in the list: %s", (_case, text, index, after) => {
    expect(editNames(text, owners(index))).toBe(after);
  });

  it("leaves out a field that is not in the text", () => {
    expect(editNames("title: CRM\n", owners(0))).toBe("title: CRM\n");
  });
});
