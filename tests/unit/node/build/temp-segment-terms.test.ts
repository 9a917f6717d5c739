import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { Analysis } from '../../../../src/analysis/analysis.ts';
import { Analyzer } from '../../../../src/analysis/analyzer.ts';
import { ChunkedBuffer } from '../../../../src/bytes/byte-sink.ts';
import { TermInverter } from '../../../../src/index/inverter/term-inverter.ts';
import { createNameTest } from '../../../../src/index/segment/text-field-builder.ts';
import { appendEncodedTerms } from '../../../../src/index/termdict/encoded-terms.ts';
import { TermDictionaryWriter } from '../../../../src/index/termdict/term-dictionary-writer.ts';
import { InvertedTermsFileWriter } from '../../../../src/node/build/inverted-terms-file.ts';
import { TempFileWriter, writeTempFile } from '../../../../src/node/build/temp-folder.ts';
import { TempSegmentTerms } from '../../../../src/node/build/temp-segment-terms.ts';
import { FileSource } from '../../../../src/node/files/file-source.ts';
import { tinySegmenter } from '../../index/tiny-segmenter.ts';

const folder = mkdtempSync(join(tmpdir(), 'hansou-ranges-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const analyzer = new Analyzer(tinySegmenter(['石桥', '石桥村', '桥', '村民委员会', '𠮷野家', 'c++'], ['石桥村', '桥']));

function invert(texts: readonly string[]): TermInverter {
  const inverter = new TermInverter();
  const analysis = new Analysis();
  for (const text of texts) {
    analyzer.analyzeDocument(text, analysis);
    inverter.add(analysis);
  }
  return inverter;
}

interface Dictionary {
  readonly terms: Uint8Array;
  readonly termIndex: Uint8Array;
  readonly postings: Uint8Array;
}

/** The dictionary of all texts written at once, as in a single segment. */
function buildAtOnce(texts: readonly string[]): Dictionary {
  const postings = new ChunkedBuffer();
  const { terms, termIndex } = invert(texts).finish(postings, createNameTest(analyzer));
  return { terms: terms.finish(), termIndex, postings: postings.finish() };
}

let fileCount = 0;

/** The dictionary of temporary segments with these texts, encoded in at least `minRanges` ranges. */
function buildByRanges(segments: readonly (readonly string[])[], minRanges: number): Dictionary {
  const paths = segments.map(texts => {
    const path = join(folder, `${fileCount++}`);
    const writer = new TempFileWriter(path);
    invert(texts).finishTo(new InvertedTermsFileWriter(writer));
    writer.close();
    return path;
  });
  const firstDocuments = [0];
  for (const { length } of segments) firstDocuments.push(firstDocuments[firstDocuments.length - 1] + length);
  const documents = firstDocuments[segments.length];
  const postings = new ChunkedBuffer();
  const dictionary = new TermDictionaryWriter(documents, postings);
  const terms = new TempSegmentTerms(paths);
  const termWriter = terms.createTermWriter(firstDocuments, createNameTest(analyzer));
  for (const range of terms.splitIntoRanges(minRanges)) {
    const path = writeTempFile(join(folder, `${fileCount++}`), sink =>
      terms.encodeRange(range, termWriter, documents, sink),
    );
    const source = new FileSource(path);
    appendEncodedTerms(source, dictionary);
    source.close();
  }
  terms.close();
  const { terms: encoded, termIndex } = dictionary.finish();
  return { terms: encoded.finish(), termIndex, postings: postings.finish() };
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

describe('a term dictionary merged from temporary segments', () => {
  it('has the bytes of one written at once, wherever segments end and ranges begin', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(text, { maxLength: 8 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 9 }),
        (segments, minRanges) => {
          expect(buildByRanges(segments, minRanges)).toEqual(buildAtOnce(segments.flat()));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('has the bytes of one written at once with posting lists of thousands and frequencies of hundreds', () => {
    const short = Array.from({ length: 2500 }, (_, i) => (i % 3 ? '石桥村民委员会' : '桥，𠮷野家'));
    const long = ['村民委员会，'.repeat(300), '石桥村，'.repeat(40_000), ''];
    const segments = [short, long, [], short.slice(7), long];
    expect(buildByRanges(segments, 4)).toEqual(buildAtOnce(segments.flat()));
  });

  it('is split into ranges of about equal size that cover all units, none twice', () => {
    const texts = Array.from({ length: 400 }, (_, i) => String.fromCharCode(0x4e00 + i, 0x4e00 + ((i * 7) % 400)));
    const path = join(folder, `${fileCount++}`);
    const writer = new TempFileWriter(path);
    invert(texts).finishTo(new InvertedTermsFileWriter(writer));
    writer.close();
    const terms = new TempSegmentTerms([path]);
    const ranges = terms.splitIntoRanges(8);
    terms.close();
    expect(ranges.length).toBeGreaterThanOrEqual(8);
    expect(ranges.length).toBeLessThan(12);
    expect(ranges[0].from).toBe(0);
    expect(ranges.at(-1)!.to).toBe(0x10000);
    for (let i = 1; i < ranges.length; i++) expect(ranges[i].from).toBe(ranges[i - 1].to);
  });
});
