/** When every commit of the test repositories is made. */
export const testCommitsMadeAt = Date.parse("2026-12-01T09:00:00Z");
