/** Merges the inverted terms of one text field from all temporary segments, a range of the dictionary at a time. */
import type { ByteSink } from '../../bytes/byte-sink.ts';
import { CharacterMerger } from '../../index/inverter/merge-characters.ts';
import { type NameTest, TermWriter } from '../../index/inverter/write-terms.ts';
import { EncodedTermsWriter } from '../../index/termdict/encoded-terms.ts';
import { InvertedTermsFile } from './inverted-terms-file.ts';

/** The terms whose first UTF-16 unit is at least `from` and less than `to`. */
export interface TermRange {
  readonly from: number;
  readonly to: number;
}

/** Maximum number of character occurrences in a range (32 MB), unless all are of one character. */
const maxOccurrences = 1 << 23;
const allUnits = 0x10000;

/** The terms of one text field in temporary segments that follow each other. */
export class TempSegmentTerms {
  private readonly files: InvertedTermsFile[] = [];
  private readonly characters: CharacterMerger;

  /**
   * @param paths the file of each segment, in document order
   * @throws HansouError IO
   */
  constructor(paths: readonly string[]) {
    try {
      for (const path of paths) this.files.push(new InvertedTermsFile(path));
    } catch (error) {
      this.close();
      throw error;
    }
    this.characters = new CharacterMerger(this.files.map(({ units }) => units));
  }

  /** Splits all terms into ranges that take about equally long to encode, at least `minCount` if there are enough characters. */
  splitIntoRanges(minCount: number): TermRange[] {
    const occurrences = new Float64Array(allUnits);
    let total = 0;
    for (const { units, counts } of this.files)
      for (let rank = 0; rank < units.length; rank++) {
        occurrences[units[rank] >>> 16] += counts[rank];
        total += counts[rank];
      }
    const maxOfRange = Math.min(maxOccurrences, total / minCount);
    const ranges: TermRange[] = [];
    let from = 0;
    let ofRange = 0;
    for (let unit = 0; unit < allUnits; unit++) {
      if (ofRange > 0 && ofRange + occurrences[unit] > maxOfRange) {
        ranges.push({ from, to: unit });
        from = unit;
        ofRange = 0;
      }
      ofRange += occurrences[unit];
    }
    ranges.push({ from, to: allUnits });
    return ranges;
  }

  /** @param firstDocuments the number of each segment's first document, and finally the number of documents */
  createTermWriter(firstDocuments: readonly number[], isName: NameTest): TermWriter {
    return new TermWriter(this.characters, firstDocuments, isName);
  }

  /**
   * Encodes the terms of a range into a sink, for `appendEncodedTerms`.
   * @param documentCount number of documents of all segments
   */
  encodeRange({ from, to }: TermRange, termWriter: TermWriter, documentCount: number, sink: ByteSink): void {
    const encoder = new EncodedTermsWriter(documentCount, sink);
    const terms = this.files.map(file => file.read(from, to));
    termWriter.write(terms, encoder, this.characters.findRank(from), this.characters.findRank(to));
    encoder.finish();
  }

  close(): void {
    for (const file of this.files) file.close();
  }
}
