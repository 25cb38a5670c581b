import { describe, expect, it } from "vitest";
import { connectedTraits } from "../../src/model/provider.ts";
import type { Start } from "./provider-contract.ts";
import { type Candidate, idOf, outcome, outcomesOf, type Subject } from "./world.ts";

export function describeAccounts(candidate: Candidate, start: Start): void {
  const { attributes, absent } = candidate;
  const { canBeStaged, canBeDeactivated } = connectedTraits[candidate.provider].accounts;
  const bob = {
    action: "account.create",
    address: "bob@acme.example",
    join: "10043",
    profile: { ...candidate.required, [attributes.department]: "Sales" },
    orgUnit: null,
    state: "active",
  } as const;
  const onAccount =
    (action: "account.activate" | "account.suspend" | "account.unsuspend" | "account.deactivate") =>
    async (subject: Subject): Promise<string> =>
      outcome(await subject.writer.perform({ action, account: idOf(subject, "ada") }));

  describe("accounts", () => {
    it("creates one with its number, and finds it by address and id", async () => {
      const subject = await start({ accounts: [{ name: "ada" }] });
      const result = await subject.writer.perform(bob);
      const { id, number, state, department } = subject.truth.account(bob.address) ?? {};
      expect([result, number, state, department]).toEqual([{ kind: "written", id }, "10043", "active", "Sales"]);
      const found = { kind: "found", value: { id, address: bob.address, state: "active" } };
      expect(await subject.reader.accountByAddress(bob.address)).toMatchObject(found);
      expect(await subject.reader.accountById(id ?? "")).toMatchObject(found);
    });

    it("creates one once: a repetition is already so, and a different user with the address is a conflict", async () => {
      const subject = await start();
      expect(await outcomesOf(subject, bob, bob, { ...bob, join: "77" })).toEqual([
        "written",
        "already-so",
        "conflict",
      ]);
      expect([subject.truth.accounts(), subject.truth.account(bob.address)?.number]).toEqual([1, "10043"]);
    });

    it("creates one before its start date that cannot sign in, and activates it", async () => {
      const subject = await start();
      expect(await outcomesOf(subject, { ...bob, state: "staged" })).toEqual(["written"]);
      expect(subject.truth.account(bob.address)?.state).toBe(canBeStaged ? "staged" : "suspended");
      const activate = { action: "account.activate", account: idOf(subject, "bob") } as const;
      expect(await outcomesOf(subject, activate, activate)).toEqual(["written", "already-so"]);
      expect(subject.truth.account(bob.address)?.state).toBe("active");
    });

    it("sets the number of an existing account once", async () => {
      const subject = await start({ accounts: [{ name: "ada", department: "Engineering" }] });
      const adopt = { action: "account.adopt", account: idOf(subject, "ada"), join: "10042" } as const;
      expect(await outcomesOf(subject, adopt, adopt)).toEqual(["written", "already-so"]);
      expect(subject.truth.account("ada@acme.example")).toMatchObject({ number: "10042", department: "Engineering" });
    });

    it("replaces the number of an account only if it is the given earlier one", async () => {
      const subject = await start({ accounts: [{ name: "ada", number: "1" }] });
      const adopt = { action: "account.adopt", account: idOf(subject, "ada"), join: "10042" } as const;
      expect(await outcomesOf(subject, adopt, { ...adopt, from: "2" })).toEqual(["conflict", "conflict"]);
      expect(subject.truth.account("ada@acme.example")?.number).toBe("1");
      expect(await outcomesOf(subject, { ...adopt, from: "1" })).toEqual(["written"]);
      expect(subject.truth.account("ada@acme.example")?.number).toBe("10042");
    });

    it("changes only the given attributes; null clears", async () => {
      const subject = await start({ accounts: [{ name: "ada", number: "1", department: "Engineering" }] });
      const account = idOf(subject, "ada");
      const promote = { action: "account.update", account, set: { [attributes.title]: "Chief" } } as const;
      expect(await outcomesOf(subject, promote, promote)).toEqual(["written", "already-so"]);
      expect(subject.truth.account("ada@acme.example")).toMatchObject({ department: "Engineering", title: "Chief" });
      const clear = { action: "account.update", account, set: { [attributes.department]: null } } as const;
      expect(await outcomesOf(subject, clear, clear)).toEqual(["written", "already-so"]);
      expect(subject.truth.account("ada@acme.example")).toMatchObject({
        number: "1",
        department: null,
        title: "Chief",
      });
    });

    it("suspends and restores, each once", async () => {
      const subject = await start({ accounts: [{ name: "ada", number: "1" }] });
      const suspend = onAccount("account.suspend");
      expect([await suspend(subject), await suspend(subject)]).toEqual(["written", "already-so"]);
      expect(subject.truth.account("ada@acme.example")?.state).toBe("suspended");
      const back = onAccount("account.unsuspend");
      expect([await back(subject), await back(subject)]).toEqual(["written", "already-so"]);
      expect(subject.truth.account("ada@acme.example")?.state).toBe("active");
    });

    it("deactivates if the provider supports it, and is rejected otherwise", async () => {
      const subject = await start({ accounts: [{ name: "ada", number: "1" }] });
      const deactivate = onAccount("account.deactivate");
      const answers = [await deactivate(subject), await deactivate(subject)];
      expect(answers).toEqual(canBeDeactivated ? ["written", "already-so"] : ["rejected", "rejected"]);
      expect(subject.truth.account("ada@acme.example")?.state).toBe(canBeDeactivated ? "deactivated" : "active");
    });

    it("finds all accounts with a number, and no other", async () => {
      const accounts = [
        { name: "ada", number: "10042" },
        { name: "bob", number: "10043", state: "suspended" },
        { name: "eve", number: "10042" },
        { name: "mia" },
        { name: "zoe", number: "1004" },
      ] as const;
      const subject = await start({ accounts });
      const numbered = async (number: string): Promise<unknown> => {
        const found = await subject.reader.accountsByNumber(number);
        return found.kind === "found" ? found.value.map(({ id, state }) => [id, state]) : found;
      };
      expect(await numbered("10042")).toEqual([
        [idOf(subject, "ada"), "active"],
        [idOf(subject, "eve"), "active"],
      ]);
      expect(await numbered("10043")).toEqual([[idOf(subject, "bob"), "suspended"]]);
      expect(await numbered("10044")).toEqual({ kind: "absent" });
    });

    it("reports a missing account", async () => {
      const subject = await start({ accounts: [{ name: "ada" }] });
      const { account } = absent;
      expect(
        await outcomesOf(
          subject,
          { action: "account.update", account, set: { [attributes.title]: "Ghost" } },
          { action: "account.adopt", account, join: "1" },
          { action: "account.suspend", account },
        ),
      ).toEqual(["not-found", "not-found", "not-found"]);
      expect(await subject.reader.accountById(account)).toEqual({ kind: "absent" });
      expect(await subject.reader.accountByAddress("ghost@acme.example")).toEqual({ kind: "absent" });
    });
  });
}
