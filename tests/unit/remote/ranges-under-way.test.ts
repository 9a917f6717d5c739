import { describe, expect, it } from 'vitest';
import { Random } from '../../../bench/random.ts';
import { text } from '../../../src/fields.ts';
import { type OpenRemoteOptions, openRemote } from '../../../src/remote/index.ts';
import { RangesUnderWay, withoutRanges } from '../../../src/remote/ranges-under-way.ts';
import { createIndex, openIndex } from '../../../src/search-index.ts';

const range = (start: number, end: number) => ({ start, end });

describe('ranges that are loaded before anything waits for them', () => {
  it('are cut out of others, byte by byte', () => {
    const ranges = [range(0, 10), range(20, 30)];
    expect(withoutRanges(ranges, [range(10, 20)])).toBe(ranges);
    expect(withoutRanges(ranges, [range(4, 6), range(8, 22)])).toEqual([range(0, 4), range(6, 8), range(22, 30)]);
    expect(withoutRanges(ranges, [range(0, 40)])).toEqual([]);
  });

  it('are waited for until they have come, and asked for again when they do not come', async () => {
    const underWay = new RangesUnderWay();
    let fail = (_: Error) => {};
    underWay.add([range(0, 64)], new Promise((_, reject) => (fail = reject)));
    const { rest, coming } = underWay.split([range(0, 128)]);
    expect(rest).toEqual([range(64, 128)]);
    let hasEnded = false;
    void coming.then(() => (hasEnded = true));
    await Promise.resolve();
    expect(hasEnded).toBe(false);
    fail(new Error('no'));
    await coming;
    expect(underWay.split([range(0, 128)]).rest).toEqual([range(0, 128)]);
  });
});

describe('the code of texts of a remote index', () => {
  const random = new Random(7);
  const pick = (count: number) => random.below(count);
  const words = Array.from({ length: 9000 }, () => String.fromCharCode(0x4e00 + pick(5000), 0x4e00 + pick(5000)));
  const index = createIndex({ fields: { body: text() } });
  for (let i = 0; i < 6000; i++)
    index.add({ id: `${i}`, body: `新桥${Array.from({ length: 20 }, () => words[pick(9000)]).join('')}` });
  const bytes = index.toBytes();

  /** Opens it from a source that notes what it reads, and holds back or fails what the test says. */
  const open = async (hold: (start: number, end: number) => Promise<void> | undefined) => {
    const reads: { start: number; end: number }[] = [];
    const source = {
      size: bytes.length,
      async read(start: number, end: number) {
        reads.push({ start, end });
        await hold(start, end);
        return bytes.slice(start, end);
      },
    };
    return { remote: await openRemote(source, {} as OpenRemoteOptions), reads };
  };
  /** Where the code stands: what one search reads as one large range of its own. */
  const large = ({ start, end }: { start: number; end: number }) => end - start >= 8192 && end < bytes.length;

  it('is read once, while the lists are waited for, and held back it holds back the answer', async () => {
    let release = () => {};
    const held = new Promise<void>(resolve => (release = resolve));
    const { remote, reads } = await open((start, end) => (large({ start, end }) ? held : undefined));
    let answer: unknown;
    const asked = remote.search('新桥').then(result => (answer = result));
    await new Promise(resolve => setTimeout(resolve, 100));
    expect(answer).toBeUndefined();
    const at = reads.findIndex(large);
    expect(at).toBeGreaterThan(0);
    // Steps after it were not held back.
    expect(reads.length).toBeGreaterThan(at + 1);
    release();
    await asked;
    expect(answer).toEqual(openIndex(bytes).search('新桥', {}));
    expect(reads.filter(large)).toHaveLength(1);
  });

  it('is read again when it does not come', async () => {
    let fails = 1;
    const { remote, reads } = await open(async (start, end) => {
      if (large({ start, end }) && fails-- > 0) throw new Error('broken off');
    });
    expect(await remote.search('新桥')).toEqual(openIndex(bytes).search('新桥', {}));
    expect(reads.filter(large)).toHaveLength(2);
  });
});
