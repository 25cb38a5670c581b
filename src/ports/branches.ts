/** The branch of the repository that keeps the journal of unattended runs. */
export const journalBranchName = "rolecall-journal";
