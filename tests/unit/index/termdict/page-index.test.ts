import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HansouError } from '../../../../src/errors.ts';
import { PageIndexReader, PageIndexWriter } from '../../../../src/index/termdict/page-index.ts';
import { openRangedSection, openSection } from '../sections.ts';

/** Pages by their key and size: many with one key, few or many to a first unit. */
const anyPages = fc
  .tuple(
    fc.array(
      fc.tuple(
        fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 0x4000 }), fc.nat({ max: 0x400000 })),
        fc.oneof(fc.integer({ min: 8, max: 900 }), fc.constant(700)),
      ),
      { maxLength: 300, size: 'max' },
    ),
    fc.constantFrom(0, 0x4e000000, 0xfe000000),
  )
  .map(([steps, first]) => {
    let key: number = first;
    return steps.map(([step, size]) => {
      key = Math.min(0xffffffff, key + step);
      return { key, size };
    });
  });
type Page = { readonly key: number; readonly size: number };

function write(pages: readonly Page[]): Uint8Array {
  const writer = new PageIndexWriter();
  for (const { key, size } of pages) writer.add(key, size);
  return writer.finish();
}

const totalSize = (pages: readonly Page[]) => pages.reduce((sum, { size }) => sum + size, 0);
/** A key as readers take it. */
const lessBy31 = (key: number) => key - 2 ** 31;

describe('the term index', () => {
  it('gives key, start and size of each page, and the last page before a key, in any order', () => {
    fc.assert(
      fc.property(anyPages, fc.array(fc.nat({ max: 0xffffffff }), { maxLength: 8 }), (pages, others) => {
        const bytes = write(pages);
        for (const open of [openSection, openRangedSection]) {
          const reader = new PageIndexReader(open(bytes), pages.length, totalSize(pages), () => 8);
          const keys = [...others, ...pages.slice(-70).flatMap(({ key }) => [key, Math.min(0xffffffff, key + 1)])];
          for (const key of keys)
            expect(reader.lastPageBefore(lessBy31(key))).toBe(pages.filter(page => page.key < key).length - 1);
          let start = 0;
          pages.forEach(({ key, size }, page) => {
            expect([reader.keyOf(page), reader.startOf(page), reader.sizeOf(page)]).toEqual([
              lessBy31(key),
              start,
              size,
            ]);
            start += size;
          });
        }
      }),
      { numRuns: 100 },
    );
  });

  it('is decoded only where it is read', () => {
    const pages = Array.from({ length: 1000 }, (_, i) => ({ key: 0x4e000000 + i * 40_000, size: 600 + (i % 90) }));
    const decoded = new Set<number>();
    const minSize = (page: number) => {
      decoded.add(page);
      return 8;
    };
    const reader = new PageIndexReader(openSection(write(pages)), pages.length, totalSize(pages), minSize);
    expect(reader.lastPageBefore(lessBy31(pages[500].key + 1))).toBe(500);
    expect(decoded.size).toBe(64);
    expect([...decoded].every(page => Math.floor(page / 64) === Math.floor(500 / 64))).toBe(true);
  });

  it('is refused, or read within its bounds, when any byte differs', () => {
    const pages = Array.from({ length: 150 }, (_, i) => ({ key: 0x4e000000 + i * 9000, size: 600 + (i % 90) }));
    const end = totalSize(pages);
    const bytes = write(pages);
    let refused = 0;
    for (let at = 0; at < bytes.length; at++)
      for (const value of [0, 0x55, 0xff]) {
        const changed = bytes.slice();
        changed[at] = value;
        try {
          const reader = new PageIndexReader(openSection(changed), pages.length, end, () => 8);
          for (let page = 0; page < pages.length; page++) {
            const start = reader.startOf(page);
            expect(start >= 0 && start + reader.sizeOf(page) <= end).toBe(true);
            reader.lastPageBefore(lessBy31(pages[page].key));
          }
        } catch (error) {
          if (!(error instanceof HansouError || error instanceof RangeError)) throw error;
          refused++;
        }
      }
    expect(refused).toBeGreaterThan(bytes.length);
    expect(() => new PageIndexReader(openSection(bytes), 1500, end, () => 8)).toThrow(HansouError);
  });
});
