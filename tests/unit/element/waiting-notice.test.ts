import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WaitingNotice } from '../../../src/element/waiting-notice.ts';

describe('a notice that an answer takes time', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const listen = () => {
    const said: (number | undefined)[] = [];
    const controller = new AbortController();
    const notice = new WaitingNotice(progress => said.push(progress?.loaded), controller.signal);
    return { said, notice, controller };
  };

  it('comes after a moment, with what has arrived by then, and then with each change', () => {
    const { said, notice } = listen();
    notice.update({ loaded: 10, total: 100 });
    expect(said).toEqual([]);
    vi.advanceTimersByTime(1000);
    expect(said).toEqual([10]);
    notice.update({ loaded: 60, total: 100 });
    expect(said).toEqual([10, 60]);
  });

  it('comes without an amount when nothing has arrived', () => {
    const { said } = listen();
    vi.advanceTimersByTime(1000);
    expect(said).toEqual([undefined]);
  });

  it.each([
    ['the answer is there', 'end'],
    ['the search was given up', 'abort'],
  ] as const)('says nothing more once %s', (_, how) => {
    for (const isShown of [false, true]) {
      const { said, notice, controller } = listen();
      if (isShown) vi.advanceTimersByTime(1000);
      const before = said.length;
      if (how === 'end') notice.end();
      else controller.abort();
      notice.update({ loaded: 60, total: 100 });
      vi.advanceTimersByTime(1000);
      expect(said.length).toBe(before);
    }
  });
});
