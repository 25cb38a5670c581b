import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { shipped } from "../workflows/shipped.ts";
import { parseWorkflow } from "../workflows/workflow.ts";

interface Metadata {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly runs: Readonly<Record<string, string>>;
}

const metadata = parse(readFileSync(".github/actions/rolecall/action.yml", "utf8")) as Metadata;
const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => ({ name, source: readFileSync(`src/${name}`, "utf8") }));
const ofAction = sources.filter(({ name }) => name.startsWith("action/")).map(({ source }) => source);

describe("action.yml", () => {
  it("declares exactly the inputs that are read", () => {
    const read = ofAction.flatMap((source) =>
      [...source.matchAll(/\.input\("([\w-]+)"\)/g)].map((match) => match[1] ?? ""),
    );
    expect([...new Set(read)].sort()).toEqual(Object.keys(metadata.inputs).sort());
  });

  it("declares every output that is set", () => {
    const set = ofAction.flatMap((source) =>
      [...source.matchAll(/host\.output\(["`]([^"`]+)["`]/g)].map((match) => match[1] ?? ""),
    );
    const names = set.flatMap((name) => (name === "${severity}s" ? ["errors", "warnings"] : [name]));
    expect([...new Set(names)].sort()).toEqual(Object.keys(metadata.outputs).sort());
  });

  it("runs the bundle with the runner's Node.js", () => {
    expect(metadata.runs).toEqual({ using: "node24", main: "dist/main.mjs" });
  });

  it("declares every input and output that the workflows use", () => {
    for (const [file, source] of shipped)
      for (const { steps } of parseWorkflow(file, source).jobs)
        for (const step of steps.filter(({ uses }) => uses.endsWith("/actions/rolecall")))
          expect(Object.keys(metadata.inputs), `${file} ${step.where}`).toEqual(
            expect.arrayContaining(Object.keys(step.with)),
          );
    const used = [...shipped.values()].flatMap((source) => [...source.matchAll(/steps\.plan\.outputs\.([\w-]+)/g)]);
    expect(Object.keys(metadata.outputs)).toEqual(expect.arrayContaining(used.map((match) => match[1] ?? "")));
  });
});

describe("the runner's own library", () => {
  it("is imported only by the action's entry point", () => {
    const users = sources.filter(({ source }) => source.includes("@actions/core")).map(({ name }) => name);
    expect(users).toEqual(["action/main.ts"]);
  });
});
