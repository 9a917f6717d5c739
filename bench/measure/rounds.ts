import { ChildFailed } from './run-child.ts';

/** A subject that takes longer than this in its first round has only that one, unless it is a main one. ms. */
export const slow = 30_000;

/** Rounds of a subject that is no main one, at most. */
const fewRounds = 3;

export interface RoundsOptions<S> {
  readonly rounds: number;
  nameOf(subject: S): string;
  isMain(subject: S): boolean;
  log(line: string): void;
  /** Told once for a subject that fails; it is not asked again. */
  failed(subject: S, reason: string): void;
}

/**
 * Lets subjects take turns, in one order and then in the other, so that a machine that gets slower or busier in the
 * meantime does so for all of them.
 * @returns by name, what each round gave; a subject that failed has none
 */
export async function inRounds<S, A>(
  subjects: readonly S[],
  options: RoundsOptions<S>,
  run: (subject: S, round: number) => Promise<A>,
): Promise<Map<string, A[]>> {
  const answers = new Map<string, A[]>();
  const done = new Set<S>();
  for (let round = 0; round < options.rounds; round++) {
    const order = subjects.filter(subject => !done.has(subject));
    if (round % 2 === 1) order.reverse();
    for (const subject of order) {
      const name = options.nameOf(subject);
      const start = performance.now();
      try {
        const answer = await run(subject, round);
        answers.set(name, [...(answers.get(name) ?? []), answer]);
      } catch (error) {
        if (!(error instanceof ChildFailed)) throw error;
        answers.delete(name);
        done.add(subject);
        options.failed(subject, error.message);
      }
      const took = performance.now() - start;
      options.log(`round ${round + 1} of ${options.rounds}: ${name}, ${(took / 1000).toFixed(1)} s`);
      if ((took > slow || round + 1 >= fewRounds) && !options.isMain(subject)) done.add(subject);
    }
  }
  return answers;
}
