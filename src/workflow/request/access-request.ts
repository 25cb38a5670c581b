/** A request for access. What it leaves open is asked at the terminal, or is missing. */
export interface AccessRequest {
  /** Who asks: a user's id. */
  readonly user?: string;
  /** Who shall have it, where that is somebody else. */
  readonly for?: string;
  readonly entitlement?: string;
  readonly role?: string;
  readonly reason?: string;
  readonly ticket?: string;
  /** RFC 3339 with a zone, or a date. */
  readonly starts?: string;
  readonly expires?: string;
  /** An ISO 8601 duration from the start on. */
  readonly forDuration?: string;
  /** False (`--no-input`): never ask. */
  readonly input?: boolean;
  readonly dryRun?: boolean;
  /** Go on although the rules say no. */
  readonly draft?: boolean;
  readonly push?: boolean;
  /** Push, and open the pull request. */
  readonly open?: boolean;
  /** What the request's branch begins at. */
  readonly base?: string;
  readonly remote?: string;
  /** The file with the body of a filled issue form. */
  readonly fromIssue?: string;
  /** The issue's author, as GitHub's event names them. */
  readonly author?: string;
  readonly authorId?: string;
  /** The number of the issue, which is answered there. */
  readonly issue?: string;
}
