import { checkedUrl } from "../http/loopback.ts";
import type { Clock } from "../ports/clock.ts";
import type { GithubReader, GithubWriter } from "../ports/github.ts";
import { publishCheck } from "./check.ts";
import { ownComment, upsertComment } from "./comment.ts";
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
  /** `https://api.github.com`, or the address of a GitHub Enterprise server; plain http only to this machine. */
  readonly apiUrl: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly clock: Clock;
  /** The slug of the app that the token belongs to. Default: the app of GitHub Actions. Ignored for a personal token. */
  readonly app?: string;
  readonly pauses?: Partial<Pauses>;
}

export interface Github {
  readonly reader: GithubReader;
  readonly writer: GithubWriter;
  /** Reads the settings of the repository, for `rolecall doctor`. */
  readonly settings: SettingsReader;
  usage(): GithubUsage;
}

/**
 * Connects to a repository on GitHub. Loads GitHub's client; sends no request yet.
 * @throws GithubFailure (`rejected`) for an invalid repository name or token
 * @throws UrlRefused for an address that must not receive a token
 */
export async function createGithub(options: GithubOptions): Promise<Github> {
  const { token, clock, repository, app = workflowApp } = options;
  const baseUrl = checkedUrl(options.apiUrl);
  const { owner, repo } = namesIn(repository);
  if (!/^[\x21-\x7E]+$/.test(token))
    throw new GithubFailure(
      "rejected",
      "The GitHub token is empty or contains an invalid character. Set GITHUB_TOKEN.",
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
      ownComment: (pullRequest, marker) => ownComment(api, { pullRequest, marker }, author),
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
    throw new GithubFailure("rejected", `Invalid repository "${repository}". Set GITHUB_REPOSITORY to owner/name.`);
  return { owner, repo };
}
