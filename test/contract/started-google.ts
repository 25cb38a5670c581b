import { atTestEnd } from "../support/cleanup.ts";
import { googleSubject } from "./google-subject.ts";
import type { World } from "./world.ts";

export type GoogleSubject = Awaited<ReturnType<typeof googleSubject>>;

/** Starts Google with a world. It is closed at the end of the test. */
export async function startGoogle(
  world: World,
  options: Parameters<typeof googleSubject>[1] = {},
): Promise<GoogleSubject> {
  const subject = await googleSubject(world, options);
  atTestEnd(() => subject.close());
  return subject;
}
