import { PassThrough, Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { terminalPrompts } from "../../src/cli/terminal-prompts.ts";
import { aPerson, runRequest, aMemoryWorkplace } from "./request-scenario.ts";

const terminal = { isInteractive: true };
const aoife = "aoife.byrne@acme.example";
const branch = "request/aoife-byrne/okta/prod-db-admin";

describe("a request at a terminal", () => {
  it("asks for missing answers, offers requestable targets, and asks for confirmation before it writes", async () => {
    const { root, repository } = aMemoryWorkplace(aoife);
    const person = aPerson(
      "okta/prod-db-admin",
      "Migrate the orders database",
      "INC-1234",
      "2026-12-01T11:00:00Z",
      true,
    );
    const { code } = await runRequest({ root }, terminal, person);
    expect(code).toBe(0);
    expect(person.choices).toEqual(["okta/payment-approve", "okta/prod-db-admin", "okta/wiki", "role:on-call"]);
    expect(person.questions).toHaveLength(5);
    expect(repository.show(branch, `access/grants/okta/prod-db-admin/aoife-byrne.yaml`)).toContain(
      "reason: Migrate the orders database\nticket: INC-1234\nexpires: 2026-12-01T11:00:00Z",
    );
  });

  it("uses the longest end for an empty answer, and ignores an empty ticket", async () => {
    const { root, repository } = aMemoryWorkplace(aoife);
    const person = aPerson("okta/prod-db-admin", "Migrate the orders database", "", "", true);
    expect((await runRequest({ root }, terminal, person)).code).toBe(0);
    const file = repository.show(branch, `access/grants/okta/prod-db-admin/aoife-byrne.yaml`);
    expect(file).toContain("expires: 2026-12-01T13:00:00Z");
    expect(file).not.toContain("ticket");
  });

  it("rejects an invalid answer immediately", async () => {
    const { root } = aMemoryWorkplace(aoife);
    const person = aPerson(
      "okta/prod-db-admin",
      " ",
      "Migrate the orders database",
      "INC-1",
      "yesterday",
      "2026-12-01T11:00:00Z",
      true,
    );
    expect((await runRequest({ root }, terminal, person)).code).toBe(0);
    expect(person.questions.filter((question) => question.endsWith(")"))).toEqual([
      "Why does aoife-byrne need okta/prod-db-admin? (A reason is required.)",
      expect.stringMatching(/--expires yesterday: expected a day/),
    ]);
  });

  it.each([
    ["at the choice", [], ""],
    ["at the reason", ["okta/wiki"], "--entitlement okta/wiki"],
    [
      "at the end",
      ["okta/wiki", "Writes our pages now", "", false],
      "--entitlement okta/wiki --reason 'Writes our pages now'",
    ],
    [
      "by an interrupt at the end",
      ["role:on-call", "It's my week", "OPS-1", undefined],
      "--role on-call --reason 'It'\\''s my week' --ticket OPS-1",
    ],
  ])(
    "writes nothing, keeps the answers and returns the code for an interruption when cancelled %s",
    async (_, answers, kept) => {
      const { root, repository } = aMemoryWorkplace(aoife);
      const { code, err } = await runRequest({ root }, terminal, aPerson(...answers));
      const continued = kept === "" ? "" : `To continue with these answers, run:\n  $ rolecall request ${kept}\n`;
      expect([code, err.replace(/^\nThis will:\n(?: {2}- .*\n)+/, "")]).toEqual([
        130,
        `${continued}Nothing was written.\n`,
      ]);
      expect(repository.branches()).toEqual(["main"]);
    },
  );

  it("describes what it will do before it asks for the confirmation", async () => {
    const { root } = aMemoryWorkplace(aoife);
    const { err } = await runRequest({ root }, terminal, aPerson("okta/wiki", "Writes our pages now", "", true));
    expect(err).toContain(
      "\nThis will:\n  - Commit access/grants/okta/wiki/aoife-byrne.yaml on the new branch request/aoife-byrne/okta/wiki. The working folder does not change.\n  - Nothing is pushed: --open pushes the branch and opens the pull request.\n",
    );
  });

  it.each([
    ["4h", "2026-12-01T13:00:00Z"],
    ["90 minutes", "2026-12-01T10:30:00Z"],
    ["1 hour 30 min", "2026-12-01T10:30:00Z"],
    ["PT2H", "2026-12-01T11:00:00Z"],
  ])("takes the duration %s as the end", async (answer, expires) => {
    const { root, repository } = aMemoryWorkplace(aoife);
    const person = aPerson("okta/prod-db-admin", "Migrate the orders database", "INC-1", answer, true);
    expect((await runRequest({ root }, terminal, person)).code).toBe(0);
    expect(repository.show(branch, `access/grants/okta/prod-db-admin/aoife-byrne.yaml`)).toContain(
      `expires: ${expires}\n`,
    );
  });

  it.each([
    [
      "3 days",
      /The end 2026-12-04T09:00:00Z is not allowed for okta\/prod-db-admin: expected 2026-12-01T13:00:00Z or earlier/,
    ],
    ["4m", /--expires 4m: expected a day/],
    ["0h", /--expires 0h: expected a day/],
  ])("rejects the end %s immediately", async (answer, problem) => {
    const { root } = aMemoryWorkplace(aoife);
    const person = aPerson("okta/prod-db-admin", "Migrate the orders database", "INC-1", answer, "2h", true);
    expect((await runRequest({ root }, terminal, person)).code).toBe(0);
    expect(person.questions.at(-2)).toMatch(problem);
  });

  it("asks for a ticket as required, and for its format, where the rules refuse a grant without one", async () => {
    const { root, repository } = aMemoryWorkplace(aoife);
    repository.write({
      "access/policies/least-privilege.yaml": "rules:\n  lp/ticket-format: { severity: error, prefixes: [INC] }\n",
    });
    repository.commit("Require tickets");
    for (const [answer, problem] of [
      ["", /^Ticket \(The grant of .* has no ticket, but .* expected one of the prefixes INC, "-" and digits\.\)$/],
      ["later", /^Ticket \(The grant of .* has an invalid ticket.*\)$/],
    ] as const) {
      const person = aPerson("okta/prod-db-admin", "Migrate the orders database", answer, "INC-7", "1h", false);
      await runRequest({ root }, terminal, person);
      expect(person.questions[2]).toBe("Ticket");
      expect(person.questions[3]).toMatch(problem);
    }
    const optional = aPerson("okta/wiki", "Writes our pages now", "", false);
    await runRequest({ root }, terminal, optional);
    expect(optional.questions[2]).toBe("Ticket, if there is one");
  });

  it("asks nothing when it is complete", async () => {
    const { root } = aMemoryWorkplace(aoife);
    const person = aPerson();
    const { code } = await runRequest(
      { root, entitlement: "okta/wiki", reason: "Writes our pages now" },
      terminal,
      person,
    );
    expect([code, person.questions]).toEqual([0, []]);
  });

  it("names the missing option with --no-input", async () => {
    const { root } = aMemoryWorkplace(aoife);
    const person = aPerson("okta/wiki");
    const { code, problem } = await runRequest({ root, input: false }, terminal, person);
    expect([code, problem]).toEqual([64, "--entitlement REF or --role ID is missing, and there is no terminal to ask"]);
    expect(person.questions).toEqual([]);
  });
});

describe("the terminal's own prompts", () => {
  /** A terminal that sends these keys, each after the previous one was read. */
  function aTerminal(...keys: readonly string[]) {
    const input = new PassThrough();
    const shown: string[] = [];
    const left = [...keys];
    let pending = false;
    const output = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        shown.push(chunk.toString("utf8"));
        // A redraw takes several writes; the next key is sent after them.
        if (!pending) {
          pending = true;
          setImmediate(() => {
            pending = false;
            const key = left.shift();
            if (key !== undefined) input.write(key);
          });
        }
        done();
      },
    });
    return { terminal: { input, output }, shown };
  }
  const enter = "\r";

  it("accept a typed answer, and report an invalid one", async () => {
    const { terminal: at, shown } = aTerminal(enter, "w", "h", "y", enter);
    const prompts = await terminalPrompts(at);
    expect(
      await prompts.text({ message: "Why?", problem: (answer) => (answer === "" ? "It needs a reason." : undefined) }),
    ).toBe("why");
    expect(shown.join("")).toContain("It needs a reason.");
  });

  it("accept a choice by its first letters", async () => {
    const { terminal: at } = aTerminal("w", "i", enter);
    const prompts = await terminalPrompts(at);
    const choices = [
      { value: "okta/crm", label: "okta/crm: CRM" },
      { value: "okta/wiki", label: "okta/wiki: Wiki", hint: "low" },
    ];
    expect(await prompts.choose("What?", choices)).toBe("okta/wiki");
  });

  it("accept a yes, and treat an interruption as no answer", async () => {
    expect(await (await terminalPrompts(aTerminal("y").terminal)).confirm("Go on?")).toBe(true);
    expect(await (await terminalPrompts(aTerminal("\u0003").terminal)).confirm("Go on?")).toBeUndefined();
    expect(await (await terminalPrompts(aTerminal("\u0003").terminal)).text({ message: "Why?" })).toBeUndefined();
  });
});
