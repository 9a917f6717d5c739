import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { Analysis } from '../../../../src/analysis/analysis.ts';
import { Analyzer } from '../../../../src/analysis/analyzer.ts';
import { ChunkedBuffer } from '../../../../src/bytes/byte-sink.ts';
import { TermInverter } from '../../../../src/index/inverter/term-inverter.ts';
import { createNameTest } from '../../../../src/index/segment/segment-builder.ts';
import { appendEncodedTerms } from '../../../../src/index/termdict/encoded-terms.ts';
import { TermDictionaryWriter } from '../../../../src/index/termdict/term-dictionary-writer.ts';
import { InvertedTermsFileWriter } from '../../../../src/node/build/inverted-terms-file.ts';
import { TempFileWriter, writeTempFile } from '../../../../src/node/build/temp-folder.ts';
import { TempSegmentTerms } from '../../../../src/node/build/temp-segment-terms.ts';
import { FileSource } from '../../../../src/node/file-source.ts';
import { tinySegmenter } from '../../index/tiny-segmenter.ts';

const folder = mkdtempSync(join(tmpdir(), 'hansou-ranges-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const analyzer = new Analyzer(tinySegmenter(['石桥', '石桥村', '桥', '村民委员会', '𠮷野家', 'c++'], ['石桥村', '桥']));

function builderOf(texts: readonly string[]): TermInverter {
  const builder = new TermInverter();
  const analysis = new Analysis();
  for (const text of texts) {
    analyzer.analyzeDocument(text, analysis);
    builder.add(analysis);
  }
  return builder;
}

interface Dictionary {
  readonly terms: Uint8Array;
  readonly termIndex: Uint8Array;
  readonly postings: Uint8Array;
}

/** All at once, as a segment has it. */
function whole(texts: readonly string[]): Dictionary {
  const postings = new ChunkedBuffer();
  const { terms, termIndex } = builderOf(texts).finish(postings, createNameTest(analyzer));
  return { terms: terms.finish(), termIndex, postings: postings.finish() };
}

let made = 0;

/** Stretch by stretch through files, laid out in at least so many ranges. */
function byRanges(stretches: readonly (readonly string[])[], count: number): Dictionary {
  const paths = stretches.map(texts => {
    const path = join(folder, `${made++}`);
    const writer = new TempFileWriter(path);
    builderOf(texts).finishTo(new InvertedTermsFileWriter(writer));
    writer.close();
    return path;
  });
  const firsts = [0];
  for (const { length } of stretches) firsts.push(firsts[firsts.length - 1] + length);
  const documents = firsts[stretches.length];
  const postings = new ChunkedBuffer();
  const dictionary = new TermDictionaryWriter(documents, postings);
  const parts = new TempSegmentTerms(paths);
  const layout = parts.createTermWriter(firsts, createNameTest(analyzer));
  for (const range of parts.splitIntoRanges(count)) {
    const path = writeTempFile(join(folder, `${made++}`), sink => parts.encodeRange(range, layout, documents, sink));
    const source = new FileSource(path);
    appendEncodedTerms(source, dictionary);
    source.close();
  }
  parts.close();
  const { terms, termIndex } = dictionary.finish();
  return { terms: terms.finish(), termIndex, postings: postings.finish() };
}

const piece = fc.constantFrom(
  '石桥',
  '石桥村',
  '桥',
  '村民委员会',
  '𠮷野家',
  '𠮷',
  '野',
  'c++',
  ' gdp ',
  '2022',
  '，',
  'のカ',
  '',
);
const text = fc.array(piece, { maxLength: 12 }).map(pieces => pieces.join(''));

describe('the dictionary of parts', () => {
  it('has the bytes of one that was laid out at once, wherever parts end and ranges begin', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(text, { maxLength: 8 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 9 }),
        (stretches, count) => {
          expect(byRanges(stretches, count)).toEqual(whole(stretches.flat()));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('has lists of thousands, and words that stand there hundreds of times', () => {
    const short = Array.from({ length: 2500 }, (_, i) => (i % 3 ? '石桥村民委员会' : '桥，𠮷野家'));
    const long = ['村民委员会，'.repeat(300), '石桥村，'.repeat(40_000), ''];
    const stretches = [short, long, [], short.slice(7), long];
    expect(byRanges(stretches, 4)).toEqual(whole(stretches.flat()));
  });

  it('is parted into ranges that cover all units, none twice, and hold about as much each', () => {
    const texts = Array.from({ length: 400 }, (_, i) => String.fromCharCode(0x4e00 + i, 0x4e00 + ((i * 7) % 400)));
    const path = join(folder, `${made++}`);
    const writer = new TempFileWriter(path);
    builderOf(texts).finishTo(new InvertedTermsFileWriter(writer));
    writer.close();
    const parts = new TempSegmentTerms([path]);
    const ranges = parts.splitIntoRanges(8);
    parts.close();
    expect(ranges.length).toBeGreaterThanOrEqual(8);
    expect(ranges.length).toBeLessThan(12);
    expect(ranges[0].from).toBe(0);
    expect(ranges.at(-1)!.to).toBe(0x10000);
    for (let i = 1; i < ranges.length; i++) expect(ranges[i].from).toBe(ranges[i - 1].to);
  });
});
