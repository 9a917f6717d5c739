import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Section } from '../../../src/bytes/section.ts';
import { DateColumnReader, DateColumnWriter, encodeDate } from '../../../src/index/columns/date-column.ts';
import { KeywordColumnReader, KeywordColumnWriter } from '../../../src/index/columns/keyword-column.ts';
import { NumberColumnReader, NumberColumnWriter } from '../../../src/index/columns/number-column.ts';
import { StoredValueReader } from '../../../src/index/columns/stored-values.ts';
import { TextLengthReader, TextLengthWriter } from '../../../src/index/columns/text-lengths.ts';
import { parseDay } from '../../../src/query/language/range-bounds.ts';
import { openTexts, storedText, writeTexts } from '../../unit/index/document-bytes.ts';
import { applyDamage, endsSafely, openRangedSection, openSection } from '../../unit/index/sections.ts';
import { anyDamage, anyText, selectDocuments } from '../arbitraries.ts';

interface Writer<Value, Reader> {
  add(value: Value | undefined): void;
  append(reader: Reader, documents: Uint32Array): void;
  finish(): Uint8Array;
}
interface Reader {
  valueOf(document: number): unknown;
}

/** Declares the tests of the laws that all columns share. */
function testColumnLaws<Value, R extends Reader>(
  name: string,
  anyValue: fc.Arbitrary<Value>,
  makeWriter: () => Writer<Value, R>,
  makeReader: (section: Section, count: number) => R,
  readAll: (reader: R, document: number) => void,
): void {
  const anyColumn = fc.array(fc.option(anyValue, { nil: undefined, freq: 4 }), { maxLength: 70 });
  const bytesOf = (values: readonly (Value | undefined)[]) => {
    const writer = makeWriter();
    for (const value of values) writer.add(value);
    return writer.finish();
  };
  const valuesOf = (section: Section, count: number) => {
    const reader = makeReader(section, count);
    return Array.from({ length: count }, (_, document) => reader.valueOf(document));
  };

  describe(name, () => {
    it('are read as they were written, from memory and by ranges', () => {
      fc.assert(
        fc.property(anyColumn, values => {
          expect(valuesOf(openSection(bytesOf(values)), values.length)).toEqual(values);
          expect(valuesOf(openRangedSection(bytesOf(values)), values.length)).toEqual(values);
        }),
        { numRuns: 200 },
      );
    });

    it('have the same bytes whether merged or written at once', () => {
      fc.assert(
        fc.property(fc.array(fc.tuple(anyColumn, fc.array(fc.boolean())), { maxLength: 3 }), segments => {
          const writer = makeWriter();
          const kept: (Value | undefined)[] = [];
          for (const [values, flags] of segments) {
            const documents = selectDocuments(values.length, flags);
            writer.append(makeReader(openSection(bytesOf(values)), values.length), documents);
            for (const document of documents) kept.push(values[document]);
          }
          expect(writer.finish()).toEqual(bytesOf(kept));
        }),
      );
    });

    it('are read safely from damaged bytes: reading ends and stays inside them', () => {
      fc.assert(
        fc.property(anyColumn, fc.array(anyDamage, { minLength: 1, maxLength: 8 }), (values, damages) => {
          const whole = bytesOf(values);
          for (const places of damages)
            for (const section of [openSection, openRangedSection])
              endsSafely(() => {
                const reader = makeReader(section(applyDamage(whole, places)), values.length);
                for (let document = 0; document < values.length; document++)
                  endsSafely(() => readAll(reader, document));
              });
        }),
        { numRuns: 300 },
      );
    });
  });
}

const anyKeyword = fc.oneof(anyText, fc.constantFrom('张三', '李四', '本报评论员'));
testColumnLaws<string | readonly string[], KeywordColumnReader>(
  'keywords',
  fc.oneof(anyKeyword, fc.array(anyKeyword, { maxLength: 4 })),
  () => new KeywordColumnWriter(),
  (section, count) => new KeywordColumnReader(section, count),
  (reader, document) => {
    expect(reader.keywordsOf(document).every(number => number < reader.valueCount)).toBe(true);
    reader.valueOf(document);
    reader.codes();
    reader.eachValue(() => {});
  },
);

testColumnLaws<number, NumberColumnReader>(
  'numbers',
  fc.oneof(
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(0, -0, 12.5, 0.1, 1e300, 2 ** 53, -(2 ** 53), 5e-324),
    fc.integer({ min: -9999, max: 9999 }).map(cents => cents / 100),
  ),
  () => new NumberColumnWriter(),
  (section, count) => new NumberColumnReader(section, count),
  (reader, document) => {
    reader.valueOf(document);
    reader.numbers();
  },
);

const anyDate = fc
  .tuple(
    fc.integer({ min: 0, max: 9999 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 31 }),
    fc.nat({ max: 2 }),
  )
  .map(([year, month, day, form]) =>
    [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')]
      .slice(0, form + 1)
      .join('-'),
  )
  .filter(date => encodeDate(date) >= 0);
testColumnLaws<string, DateColumnReader>(
  'dates',
  anyDate,
  () => new DateColumnWriter(),
  (section, count) => new DateColumnReader(section, count),
  (reader, document) => {
    reader.valueOf(document);
    reader.numberOf(document);
    reader.numbers();
  },
);

describe('stored values', () => {
  const anyValues = fc.array(
    fc.option(
      fc.jsonValue().map(value => JSON.parse(JSON.stringify(value))),
      { nil: undefined },
    ),
    { maxLength: 70 },
  );

  it('are read as they were written, from memory and by ranges', () => {
    fc.assert(
      fc.property(anyValues, values => {
        const bytes = writeTexts(values.map(storedText));
        for (const section of [openSection, openRangedSection]) {
          const reader = new StoredValueReader(openTexts(section(bytes), values.length));
          expect(values.map((_, document) => reader.valueOf(document))).toEqual(values);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('are read safely from damaged bytes: reading ends and stays inside them', () => {
    fc.assert(
      fc.property(anyValues, fc.array(anyDamage, { minLength: 1, maxLength: 8 }), (values, damages) => {
        const whole = writeTexts(values.map(storedText));
        for (const places of damages)
          for (const section of [openSection, openRangedSection])
            endsSafely(() => {
              const reader = new StoredValueReader(openTexts(section(applyDamage(whole, places)), values.length));
              for (let document = 0; document < values.length; document++) endsSafely(() => reader.valueOf(document));
            });
      }),
      { numRuns: 300 },
    );
  });
});

describe('dates', () => {
  it('become the number of their first day, and are valid exactly if they are in the calendar', () => {
    fc.assert(
      fc.property(
        fc.tuple(
          fc.integer({ min: 0, max: 9999 }),
          fc.integer({ min: 0, max: 13 }),
          fc.integer({ min: 0, max: 32 }),
          fc.nat({ max: 2 }),
        ),
        ([year, month, day, form]) => {
          const twoDigits = (value: number) => String(value).padStart(2, '0');
          const date = [String(year).padStart(4, '0'), twoDigits(month), twoDigits(day)].slice(0, form + 1).join('-');
          const days = parseDay(date, 'first');
          expect(encodeDate(date) >= 0).toBe(!Number.isNaN(days));
          if (Number.isNaN(days)) return;
          const writer = new DateColumnWriter();
          writer.add(date);
          expect(new DateColumnReader(openSection(writer.finish()), 1).numberOf(0)).toBe(days);
        },
      ),
      { numRuns: 3000, examples: [[[2000, 2, 29, 2]], [[1900, 2, 29, 2]], [[2024, 2, 29, 2]], [[0, 2, 29, 2]]] },
    );
  });
});

describe('columns', () => {
  it('give the same values in bulk as one by one', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.option(fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })), { nil: undefined }),
        ),
        fc.array(fc.option(fc.oneof(anyKeyword, fc.array(anyKeyword)), { nil: undefined })),
        (numbers, keywords) => {
          const numberWriter = new NumberColumnWriter();
          for (const value of numbers) numberWriter.add(value);
          const column = new NumberColumnReader(openRangedSection(numberWriter.finish()), numbers.length);
          expect([...column.numbers()]).toEqual(numbers.map((_, document) => column.numberOf(document)));
          const keywordWriter = new KeywordColumnWriter();
          for (const value of keywords) keywordWriter.add(value);
          const words = new KeywordColumnReader(openRangedSection(keywordWriter.finish()), keywords.length);
          expect([...words.codes()]).toEqual(keywords.map((_, document) => words.codeOf(document)));
          const values: string[] = [];
          words.eachValue((value, number) => {
            values[number] = value;
          });
          expect(values).toEqual(
            [...new Set(keywords.flat().filter(value => value !== undefined))].sort((a, b) => (a < b ? -1 : 1)),
          );
          keywords.forEach((value, document) => {
            expect(words.keywordsOf(document).map(number => values[number])).toEqual(
              value === undefined ? [] : [value].flat(),
            );
          });
        },
      ),
    );
  });
});

describe('text lengths', () => {
  it('that are damaged are read safely', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 5000 }), { minLength: 1, maxLength: 6 }), anyDamage, (sizes, damage) => {
        const writer = new TextLengthWriter();
        for (const size of sizes) writer.add(size);
        const bytes = applyDamage(writer.finish(), damage);
        for (const open of [openSection, openRangedSection])
          expect(endsSafely(() => void new TextLengthReader(open(bytes), sizes.length).codes)).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });
});
