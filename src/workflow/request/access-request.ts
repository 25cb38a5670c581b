/** A request for access. Missing answers are asked at the terminal. */
export interface AccessRequest {
  /** The id of the requester. */
  readonly user?: string;
  /** The id of the user who gets the access; default: the requester. */
  readonly for?: string;
  readonly entitlement?: string;
  readonly role?: string;
  readonly reason?: string;
  readonly ticket?: string;
  /** RFC 3339 with a zone, or a date. */
  readonly starts?: string;
  readonly expires?: string;
  /** An ISO 8601 duration that begins at the start. */
  readonly forDuration?: string;
  /** False (`--no-input`): ask no questions. */
  readonly input?: boolean;
  readonly dryRun?: boolean;
  /** Propose the request although it breaks rules. */
  readonly draft?: boolean;
  readonly push?: boolean;
  /** Push, and open the pull request. */
  readonly open?: boolean;
  /** The branch of a request that was prepared earlier: it is pushed, and its pull request is opened. */
  readonly publish?: string;
  /** The revision that the request's branch starts from. */
  readonly base?: string;
  readonly remote?: string;
  /** The file with the body of a filled issue form. */
  readonly fromIssue?: string;
  /** The login of the issue's author, from GitHub's event. */
  readonly author?: string;
  readonly authorId?: string;
  /** The number of the issue that gets the answer. */
  readonly issue?: string;
}
