import type { Octokit } from "@octokit/rest";
import { failureOf } from "./failure-of.ts";
import { GithubFailure } from "../ports/github-failure.ts";
import { jsonIn, listIn } from "./json.ts";
import type { Json } from "./json.ts";
import { linkTo, pageIn } from "./link.ts";
import { isBelow } from "./transport.ts";

/** Placeholders of the route, and fields of the query or the body. `{owner}` and `{repo}` are added. */
export type Parameters = Readonly<Record<string, unknown>>;

/** One request to GitHub. `doing` completes "GitHub's token may not …" in messages. */
export interface ApiRequest {
  readonly route: string;
  readonly doing: string;
  readonly parameters?: Parameters;
}

export interface ListRequest extends ApiRequest {
  /** The field of the answer that holds the list, next to its count. Default: the answer is the list. */
  readonly field?: string;
  /** The field that identifies an entry, so that one that moves to the next page counts once; null: every entry counts. Default `id`. */
  readonly key?: string | null;
}

export interface WriteRequest extends ApiRequest {
  /** Whether a repeated request has the same effect as one: only then is it sent again after a server error. */
  readonly isRepeatable: boolean;
}

/** GitHub's API for one repository: failures as messages, complete lists, and no repeated write unless it is safe. */
export interface GithubApi {
  get(request: ApiRequest): Promise<Json>;
  /** @throws GithubFailure when a page is missing, or when a page links to an earlier one */
  list(request: ListRequest): Promise<readonly Json[]>;
  write(request: WriteRequest): Promise<unknown>;
}

export interface GithubApiOptions {
  readonly owner: string;
  readonly repo: string;
  readonly baseUrl: string;
  readonly token: string;
}

/** The most pages, of 100 entries each, that a list may have. */
const mostPages = 500;

/**
 * The version of the API. The next version, 2026-03-10, omits `merge_commit_sha`, which links a merge to its pull
 * request.
 */
const version = { "x-github-api-version": "2022-11-28" };

interface Answer {
  readonly data: unknown;
  readonly link: string | undefined;
}

export function createGithubApi(octokit: Octokit, { owner, repo, baseUrl, token }: GithubApiOptions): GithubApi {
  const send = async ({ route, doing, parameters }: ApiRequest, retries?: number): Promise<Answer> => {
    try {
      const settings = retries === undefined ? {} : { request: { retries } };
      const { data, headers } = await octokit.request(route, { ...parameters, ...settings, headers: version });
      return { data: data as unknown, link: headers.link };
    } catch (error) {
      throw failureOf(error, doing, [token]);
    }
  };

  // The client puts a parameter that the route does not name into the query.
  const withRepository = ({ route, parameters }: ApiRequest): Parameters => ({
    ...(route.includes("{owner}") && { owner, repo }),
    ...parameters,
  });
  const incomplete = (doing: string, why: string): GithubFailure =>
    new GithubFailure(
      "unexpected",
      `GitHub's answer is incomplete (asked to ${doing}): ${why}. Rolecall does not use it. Run the command again.`,
    );

  return {
    async get(request) {
      const { data } = await send({ ...request, parameters: withRepository(request) });
      return jsonIn(data, request.doing);
    },

    async list({ field, key = "id", ...request }) {
      const { doing } = request;
      const entries = new Map<unknown, Json>();
      const seen = new Set<string>();
      let announcedLast = 1;
      let at: ApiRequest = { ...request, parameters: { ...withRepository(request), per_page: 100 } };
      for (let page = 1; page <= mostPages; page += 1) {
        const { data, link } = await send(at);
        const body = field === undefined ? data : jsonIn(data, doing)[field];
        for (const item of listIn(body, doing))
          entries.set(key === null ? entries.size : (item[key] ?? entries.size), item);
        announcedLast = Math.max(announcedLast, pageIn(linkTo(link, "last")));
        const next = linkTo(link, "next");
        if (next === null) {
          if (page < announcedLast) throw incomplete(doing, `it ended at page ${page} of ${announcedLast}`);
          const count = field === undefined ? undefined : jsonIn(data, doing)["total_count"];
          if (typeof count === "number" && count !== entries.size)
            throw incomplete(doing, `expected ${count} entries, got ${entries.size}`);
          return [...entries.values()];
        }
        if (!isBelow(next, baseUrl)) throw incomplete(doing, "its next page is on another server");
        if (seen.has(next)) throw incomplete(doing, "a page links to an earlier page");
        seen.add(next);
        at = { route: `GET ${next}`, doing };
      }
      throw incomplete(doing, `it did not end after ${mostPages} pages`);
    },

    async write({ isRepeatable, ...request }) {
      const sent = { ...request, parameters: withRepository(request) };
      return (await send(sent, isRepeatable ? undefined : 0)).data;
    },
  };
}
