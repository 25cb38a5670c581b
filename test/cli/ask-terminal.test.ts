import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { askTerminal } from "../../src/cli/ask-terminal.ts";

async function answered(typed: string): Promise<{ readonly answer: string; readonly interrupts: number }> {
  const input = new PassThrough();
  let interrupts = 0;
  const answer = askTerminal("Sure? ", {
    input,
    output: new PassThrough().resume(),
    onInterrupt: () => void (interrupts += 1),
  });
  input.write(typed);
  return { answer: await answer, interrupts };
}

it("returns the typed line", async () => {
  expect(await answered("Acme Robotics\r")).toEqual({ answer: "Acme Robotics", interrupts: 0 });
});

it("treats Ctrl-C as no answer and an interruption", async () => {
  expect(await answered("Acme\u0003")).toEqual({ answer: "", interrupts: 1 });
});

it("treats Ctrl-D as no answer, so that the command finishes normally", async () => {
  expect(await answered("\u0004")).toEqual({ answer: "", interrupts: 0 });
});
