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

it("gives the line that was typed", async () => {
  expect(await answered("Acme Robotics\r")).toEqual({ answer: "Acme Robotics", interrupts: 0 });
});

it("takes Ctrl-C for no answer and an interruption", async () => {
  expect(await answered("Acme\u0003")).toEqual({ answer: "", interrupts: 1 });
});

it("takes Ctrl-D for no answer, so that the command ends by itself", async () => {
  expect(await answered("\u0004")).toEqual({ answer: "", interrupts: 0 });
});
