/** The terms of the parts of a build become one dictionary, range by range. */
import type { ByteSink } from '../../bytes/byte-sink.ts';
import { CharacterMerger } from '../../index/inverter/merge-characters.ts';
import { type NameTest, TermWriter } from '../../index/inverter/write-terms.ts';
import { EncodedTermsWriter } from '../../index/termdict/encoded-terms.ts';
import { InvertedTermsFile } from './inverted-terms-file.ts';

/** Terms by their first unit: from `from` on and below `to`. */
export interface TermRange {
  readonly from: number;
  readonly to: number;
}

/** A range has at most so many occurrences of characters, 32 MB, unless they are all of one. */
const mostOccurrences = 1 << 23;
const allUnits = 0x10000;

/** What was collected of one text field in parts that follow each other. */
export class TempSegmentTerms {
  private readonly files: InvertedTermsFile[] = [];
  private readonly characters: CharacterMerger;

  /** @throws HansouError IO */
  constructor(paths: readonly string[]) {
    try {
      for (const path of paths) this.files.push(new InvertedTermsFile(path));
    } catch (error) {
      this.close();
      throw error;
    }
    this.characters = new CharacterMerger(this.files.map(({ units }) => units));
  }

  /** At least `count` ranges, if there are so many characters, in order, that take about as long to be laid out. */
  splitIntoRanges(count: number): TermRange[] {
    const weights = new Float64Array(allUnits);
    let all = 0;
    for (const { units, counts } of this.files)
      for (let rank = 0; rank < units.length; rank++) {
        weights[units[rank] >>> 16] += counts[rank];
        all += counts[rank];
      }
    const most = Math.min(mostOccurrences, all / count);
    const ranges: TermRange[] = [];
    let from = 0;
    let weight = 0;
    for (let unit = 0; unit < allUnits; unit++) {
      if (weight > 0 && weight + weights[unit] > most) {
        ranges.push({ from, to: unit });
        from = unit;
        weight = 0;
      }
      weight += weights[unit];
    }
    ranges.push({ from, to: allUnits });
    return ranges;
  }

  /** @param firsts by part: the number of its first document; behind the last one how many documents there are */
  createTermWriter(firsts: readonly number[], isName: NameTest): TermWriter {
    return new TermWriter(this.characters, firsts, isName);
  }

  /** Writes the terms of a range, coded (`appendCodedTerms`). @param documents of all parts */
  encodeRange({ from, to }: TermRange, layout: TermWriter, documents: number, sink: ByteSink): void {
    const writer = new EncodedTermsWriter(documents, sink);
    const terms = this.files.map(file => file.read(from, to));
    layout.write(terms, writer, this.characters.findRank(from), this.characters.findRank(to));
    writer.finish();
  }

  close(): void {
    for (const file of this.files) file.close();
  }
}
