import { describe, expect, it } from 'vitest';
import { runInRounds } from '../../../bench/measure/rounds.ts';
import { ChildFailed } from '../../../bench/measure/run-child.ts';

const run = async (names: readonly string[], rounds: number) => {
  const order: string[] = [];
  const failed: string[] = [];
  const answers = await runInRounds(
    names,
    {
      rounds,
      nameOf: name => name,
      isMain: name => name === 'main',
      log: () => {},
      onFailure: (name, reason) => failed.push(`${name}: ${reason}`),
    },
    async (name, round) => {
      order.push(name);
      if (name === 'lame' && round === 1) throw new ChildFailed('broke');
      return round;
    },
  );
  return { order, failed, answers };
};

describe('runInRounds', () => {
  it('measures subjects in turns, in one order and then in the reverse order', async () => {
    const { order } = await run(['main', 'a', 'b'], 2);
    expect(order).toEqual(['main', 'a', 'b', 'b', 'a', 'main']);
  });

  it('measures main subjects in every round and others in at most three', async () => {
    const { answers } = await run(['main', 'a'], 5);
    expect(answers.get('main')).toEqual([0, 1, 2, 3, 4]);
    expect(answers.get('a')).toEqual([0, 1, 2]);
  });

  it('reports a subject that fails once, does not measure it again and drops its results', async () => {
    const { answers, failed } = await run(['main', 'lame'], 4);
    expect(failed).toEqual(['lame: broke']);
    expect(answers.has('lame')).toBe(false);
  });
});
