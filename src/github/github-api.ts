import type { Octokit } from "@octokit/rest";
import { failureOf } from "./failure-of.ts";
import { GithubFailure } from "../ports/github-failure.ts";
import { jsonIn, listIn } from "./json.ts";
import type { Json } from "./json.ts";
import { linkTo, pageIn } from "./link.ts";
import { isBelow } from "./transport.ts";

/** Placeholders of the route and fields of the query or the body. `{owner}` and `{repo}` are filled in. */
export type Parameters = Readonly<Record<string, unknown>>;

/** One question to GitHub; `doing` completes "GitHub's token may not …" in messages. */
export interface Question {
  readonly route: string;
  readonly doing: string;
  readonly parameters?: Parameters;
}

export interface ListQuestion extends Question {
  /** Where the entries stand in an object with their count; default: the answer is the list. */
  readonly field?: string;
  /** What tells entries apart, so that one that moved to the next page counts once; null: every entry counts. Default `id`. */
  readonly key?: string | null;
}

export interface WriteQuestion extends Question {
  /** Whether sending it twice does the same as once: only then is it repeated after a failure of the server. */
  readonly isRepeatable: boolean;
}

/** GitHub's API with what holds for every request: failures in words, whole lists, no write repeated blindly. */
export interface GithubApi {
  get(question: Question): Promise<Json>;
  /** @throws GithubFailure when any page is missing, or the list leads back to itself */
  list(question: ListQuestion): Promise<readonly Json[]>;
  write(question: WriteQuestion): Promise<unknown>;
}

export interface GithubApiOptions {
  readonly owner: string;
  readonly repo: string;
  readonly baseUrl: string;
  readonly token: string;
}

/** No list that Rolecall reads is longer than this many pages of a hundred. */
const mostPages = 500;

/**
 * The version of the API that the answers are read by. The next one, 2026-03-10, leaves out `merge_commit_sha`, by which
 * a merge is tied to its pull request.
 */
const version = { "x-github-api-version": "2022-11-28" };

interface Answer {
  readonly data: unknown;
  readonly link: string | undefined;
}

export function createGithubApi(octokit: Octokit, { owner, repo, baseUrl, token }: GithubApiOptions): GithubApi {
  const send = async ({ route, doing, parameters }: Question, retries?: number): Promise<Answer> => {
    try {
      const settings = retries === undefined ? {} : { request: { retries } };
      const { data, headers } = await octokit.request(route, { ...parameters, ...settings, headers: version });
      return { data: data as unknown, link: headers.link };
    } catch (error) {
      throw failureOf(error, doing, [token]);
    }
  };

  // A name that the route has no place for would go into the query.
  const ours = ({ route, parameters }: Question): Parameters => ({
    ...(route.includes("{owner}") && { owner, repo }),
    ...parameters,
  });
  const incomplete = (doing: string, why: string): GithubFailure =>
    new GithubFailure(
      "unexpected",
      `GitHub's answer is not whole (asked to ${doing}): ${why}. Nothing is concluded from it; run it again.`,
    );

  return {
    async get(question) {
      const { data } = await send({ ...question, parameters: ours(question) });
      return jsonIn(data, question.doing);
    },

    async list({ field, key = "id", ...question }) {
      const { doing } = question;
      const entries = new Map<unknown, Json>();
      const seen = new Set<string>();
      let announcedLast = 1;
      let at: Question = { ...question, parameters: { ...ours(question), per_page: 100 } };
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
            throw incomplete(doing, `it has ${entries.size} entries and says ${count}`);
          return [...entries.values()];
        }
        if (!isBelow(next, baseUrl)) throw incomplete(doing, "its next page stands on another server");
        if (seen.has(next)) throw incomplete(doing, "a page leads back to an earlier one");
        seen.add(next);
        at = { route: `GET ${next}`, doing };
      }
      throw incomplete(doing, `it did not end after ${mostPages} pages`);
    },

    async write({ isRepeatable, ...question }) {
      const sent = { ...question, parameters: ours(question) };
      return (await send(sent, isRepeatable ? undefined : 0)).data;
    },
  };
}
