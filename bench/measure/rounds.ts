/** Measurements in rounds, in which what is measured takes turns. */
import { ChildFailed } from './run-child.ts';

/** A subject whose first round takes longer than this is measured in that round only, unless it is a main one. */
const slowRoundMs = 30_000;

/** Maximum number of rounds for subjects that are not main ones. */
const maxRoundsOfOthers = 3;

/** How the rounds are run. A subject `S` is an engine or a segmenter. */
export interface RoundsOptions<S> {
  readonly rounds: number;
  nameOf(subject: S): string;
  isMain(subject: S): boolean;
  log(line: string): void;
  /** Called once for a subject that fails; it is not measured again. */
  onFailure(subject: S, reason: string): void;
}

/**
 * Measures subjects in turns, in one order and then in the reverse order, so that a machine that becomes slower or busier
 * affects all of them alike.
 * @returns the results of the rounds by name; a subject that failed has none
 */
export async function runInRounds<S, A>(
  subjects: readonly S[],
  options: RoundsOptions<S>,
  run: (subject: S, round: number) => Promise<A>,
): Promise<Map<string, A[]>> {
  const answers = new Map<string, A[]>();
  const finished = new Set<S>();
  for (let round = 0; round < options.rounds; round++) {
    const order = subjects.filter(subject => !finished.has(subject));
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
        finished.add(subject);
        options.onFailure(subject, error.message);
      }
      const milliseconds = performance.now() - start;
      options.log(`round ${round + 1} of ${options.rounds}: ${name}, ${(milliseconds / 1000).toFixed(1)} s`);
      const isEnough = milliseconds > slowRoundMs || round + 1 >= maxRoundsOfOthers;
      if (isEnough && !options.isMain(subject)) finished.add(subject);
    }
  }
  return answers;
}
