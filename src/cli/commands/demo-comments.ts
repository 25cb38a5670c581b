import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { UsageError } from "../../diagnostics/user-error.ts";
import { scenarioComments } from "../demo/comments/comments.ts";
import { pageRenderer, renderIndex } from "../demo/comments/html.ts";
import type { CliEnvironment } from "../environment.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import type { RunCli } from "../demo/player.ts";

/** The file that marks a folder which this command wrote, so that it may be written again. */
const marker = ".rolecall-comments";

/**
 * `rolecall demo --comments DIR`: writes the pull request's comment of each typical change, as Markdown and as a page for a
 * browser. The pages need a development package; without it, only the Markdown is written.
 * @throws UsageError when the path is a file, or the folder contains other files
 */
export async function demoComments(dir: string, environment: CliEnvironment, run: RunCli): Promise<ExitCode> {
  const target = resolve(environment.cwd, dir);
  checkFolder(target, dir);
  const work = mkdtempSync(join(tmpdir(), "rolecall-comments-"));
  try {
    const comments = await scenarioComments(work, environment, run);
    mkdirSync(target, { recursive: true });
    writeFileSync(join(target, marker), "This folder is written by rolecall demo --comments.\n");
    const toPage = await pageRenderer();
    for (const comment of comments) {
      writeFileSync(join(target, `${comment.scenario.id}.md`), comment.markdown);
      if (toPage !== null) writeFileSync(join(target, `${comment.scenario.id}.html`), toPage(comment));
    }
    if (toPage !== null) writeFileSync(join(target, "index.html"), renderIndex(comments));
    environment.out(
      toPage === null
        ? `${comments.length} comments are in ${target}\nThe pages for a browser need a clone of the repository after npm ci.\n`
        : `${comments.length} comments are in ${target}. Open ${join(target, "index.html")} in a browser.\n`,
    );
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return exitCodes.done;
}

function checkFolder(target: string, named: string): void {
  if (!existsSync(target)) return;
  if (!statSync(target).isDirectory())
    throw new UsageError(`--comments ${named}: expected a folder, got a file. Name a new or an empty folder.`);
  const names = readdirSync(target);
  if (names.length > 0 && !names.includes(marker))
    throw new UsageError(`--comments ${named}: the folder contains other files. Name a new or an empty folder.`);
}
