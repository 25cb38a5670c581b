import { execFileSync } from "node:child_process";
import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { rolecall, type Ran } from "../support/cli.ts";
import { runTestGit, writeFiles } from "../support/real-git.ts";
import { aFolder, aSandbox, type Sandboxed } from "../support/sandboxed.ts";
import { type GuideStep, stepsOfGuide } from "./guide.ts";
import { fileAt } from "./repository-files.ts";

const steps = stepsOfGuide(fileAt("docs/getting-started.md").text);
const files = steps.filter((step) => step.kind === "file");

/** A reader who follows the guide, in a folder of their own. */
class Reader {
  readonly root = aFolder();
  #sandbox: Sandboxed | null = null;

  /** Does one step, and returns what a command of Rolecall printed; null for any other step. */
  async follow(step: GuideStep): Promise<Ran | null> {
    if (step.kind === "file") {
      expect(existsSync(join(this.root, step.path)), `${step.path} is written once`).toBe(false);
      writeFiles(this.root, { [step.path]: step.text });
      return null;
    }
    const { command } = step;
    if (command === "rolecall sandbox") {
      this.#sandbox = await aSandbox("none", this.root);
      return null;
    }
    if (command.startsWith("rolecall ")) return this.#run(command.split(" ").slice(1));
    // The first step clones Rolecall and makes the repository.
    if (step.section.startsWith("1. ")) {
      if (command.startsWith("cp ")) cpSync("schemas", join(this.root, "schemas"), { recursive: true });
      if (command.startsWith("mkdir ")) runTestGit(this.root, "init", "--quiet", "-b", "main");
      return null;
    }
    execFileSync("sh", ["-c", command.replaceAll("git ", "git -c user.name=T -c user.email=t@linden.example ")], {
      cwd: this.root,
      stdio: "ignore",
    });
    return null;
  }

  #run(argv: readonly string[]): Promise<Ran> {
    return this.#sandbox === null ? rolecall(argv, { cwd: this.root }) : this.#sandbox.rolecall(argv);
  }
}

describe("the guide of the first hour", () => {
  it("describes a company of 12 people, and ends every step with a validation", () => {
    expect(files.filter(({ path }) => path.startsWith("access/users/"))).toHaveLength(12);
    const validated = steps.filter((step) => step.kind === "command" && step.command.includes("validate"));
    const written = new Set(files.map(({ section }) => section));
    expect(new Set(validated.map(({ section }) => section))).toEqual(written);
  });

  it("is complete: its files alone have no finding, and each command prints what the guide shows", async () => {
    const reader = new Reader();
    const outputs = new Map<string, Ran>();
    for (const step of steps) {
      const ran = await reader.follow(step);
      if (step.kind === "file" || ran === null) continue;
      expect({ ...ran, err: "" }, `${step.section}: ${step.command}\n${ran.err}`).toMatchObject({ code: 0 });
      if (step.output !== null) expect(ran.out.trimEnd(), step.command).toBe(step.output);
      outputs.set(step.command, ran);
    }
    expect(existsSync(join(reader.root, ".github/CODEOWNERS"))).toBe(true);
    expect(outputs.get("rolecall plan")?.out).toContain("No changes");
    const hired = await rolecall(["diff", "--base", "main"], { cwd: reader.root });
    expect(hired.code).toBe(0);
    for (const text of ["lena-koch", "okta/crm", "google/everyone"]) expect(hired.out).toContain(text);
  });

  it("reports each step that is left out", async () => {
    const without = async (path: string): Promise<Ran> => {
      const reader = new Reader();
      for (const step of files) if (step.path !== path) await reader.follow(step);
      return rolecall(["validate"], { cwd: reader.root });
    };
    const needed = [
      "access/rolecall.yaml",
      "access/users/jonas-weber.yaml",
      "access/systems/google.yaml",
      "access/entitlements/okta/account.yaml",
    ];
    for (const path of needed) expect((await without(path)).code, path).toBe(3);
  });
});
