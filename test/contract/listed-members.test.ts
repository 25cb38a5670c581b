import { describe, expect, it } from "vitest";
import { googleCandidate } from "./google-subject.ts";
import { oktaCandidate } from "./okta-subject.ts";

const people = Array.from({ length: 201 }, (_, index) => `p${index}`);
const world = {
  accounts: people.map((name) => ({ name, number: `n-${name}` })),
  groups: [{ name: "crew", members: people }, { name: "empty" }],
};

describe.each([oktaCandidate, googleCandidate])("the list of a group's members in $name", (candidate) => {
  it("shows each member with the role, on as many pages as are asked for", async () => {
    const subject = await candidate.start(world);
    try {
      const id = (name: string): string => subject.truth.group(name)?.id ?? "";
      const listed = async (name: string, pages: number) => {
        const found = await subject.reader.listedMembers?.(id(name), pages);
        return found?.kind === "found" ? found.value : null;
      };
      const all = await listed("crew", 2);
      expect(all?.isComplete).toBe(true);
      for (const name of people)
        expect(all?.roles.get(subject.truth.account(`${name}@acme.example`)?.id ?? "")).toBe("member");
      const first = await listed("crew", 1);
      expect(first?.isComplete).toBe(false);
      expect(await listed("empty", 1)).toEqual({ roles: new Map(), isComplete: true });
      const before = subject.wire?.requests().length ?? 0;
      await listed("crew", 2);
      expect((subject.wire?.requests().length ?? 0) - before).toBe(2);
      expect((await subject.reader.listedMembers?.("00gmissing", 1))?.kind).toBe("absent");
    } finally {
      await subject.close();
    }
  });
});
