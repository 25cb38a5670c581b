/** The branch that keeps the journal of unattended runs. */
export const journalBranch = "rolecall-journal";
