import { checkedUrl } from "../http/loopback.ts";
import type { Clock } from "../ports/clock.ts";
import type { GithubReader, GithubWriter } from "../ports/github.ts";
import { publishCheck } from "./check.ts";
import { upsertComment } from "./comment.ts";
import { readSettings } from "./doctor/read-settings.ts";
import type { SettingsReader } from "./doctor/settings.ts";
import { createGithubApi } from "./github-api.ts";
import { GithubFailure } from "../ports/github-failure.ts";
import { createOctokit, defaultPauses } from "./octokit.ts";
import type { Pauses } from "./octokit.ts";
import { openPullRequest } from "./open-pull-request.ts";
import { findOwnAuthor, workflowApp } from "./own-author.ts";
import type { OwnAuthor } from "./own-author.ts";
import { createReader } from "./reader.ts";
import { createTransport } from "./transport.ts";
import type { GithubUsage } from "./transport.ts";

export interface GithubOptions {
  readonly token: string;
  /** `https://api.github.com`, or the server's own; plain http to this machine alone. */
  readonly apiUrl: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly clock: Clock;
  /** The app whose token this is, by its slug; default: the one that runs workflows. Of no matter for a person's token. */
  readonly app?: string;
  readonly pauses?: Partial<Pauses>;
}

export interface Github {
  readonly reader: GithubReader;
  readonly writer: GithubWriter;
  /** Reads what an administrator set on the repository, for `rolecall doctor`. */
  readonly settings: SettingsReader;
  usage(): GithubUsage;
}

/**
 * Connects to a repository on GitHub. Loads GitHub's client; sends nothing yet.
 * @throws GithubFailure (`rejected`) for a repository or token that cannot be right; UrlRefused for an address that may not get a token
 */
export async function createGithub(options: GithubOptions): Promise<Github> {
  const { token, clock, repository, app = workflowApp } = options;
  const baseUrl = checkedUrl(options.apiUrl);
  const { owner, repo } = namesIn(repository);
  if (!/^[\x21-\x7E]+$/.test(token))
    throw new GithubFailure(
      "rejected",
      "The token of GitHub is empty or has a character that no token has. Set GITHUB_TOKEN.",
    );
  const pauses = { ...defaultPauses, ...options.pauses };
  const transport = createTransport(baseUrl, pauses.longestRequest);
  const octokit = await createOctokit({ token, baseUrl, transport, clock, pauses });
  const api = createGithubApi(octokit, { owner, repo, baseUrl, token });
  let self: OwnAuthor | undefined;
  const author = async (): Promise<OwnAuthor> => (self ??= await findOwnAuthor(api, { token, app }));
  const reader = createReader(api, clock);
  return {
    reader,
    writer: {
      upsertComment: (pullRequest, marker, body) => upsertComment(api, { pullRequest, marker, body }, author),
      publishCheck: (result) => publishCheck(api, result),
      openPullRequest: (request) => openPullRequest(api, request, owner),
    },
    settings: (environments) => readSettings(api, environments),
    usage: () => transport.usage(),
  };
}

function namesIn(repository: string): { readonly owner: string; readonly repo: string } {
  const [, owner, repo] = /^([\w.-]{1,100})\/([\w.-]{1,100})$/.exec(repository) ?? [];
  if (owner === undefined || repo === undefined || /^\.+$/.test(repo) || /^\.+$/.test(owner))
    throw new GithubFailure("rejected", `"${repository}" is no repository. Write GITHUB_REPOSITORY as owner/name.`);
  return { owner, repo };
}
