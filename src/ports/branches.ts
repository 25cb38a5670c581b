/** The branch of the repository that keeps the journal of unattended runs. */
export const journalBranchName = "rolecall-journal";

/** The file of the journal, from the root of its branch. */
export const journalFileName = "journal.jsonl";

/** While the remote has this branch, unattended runs contain leavers and do nothing else. A ruleset can limit who may push to it. */
export const freezeBranchName = "rolecall-freeze";
