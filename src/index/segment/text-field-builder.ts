/** Collects one text field of the documents of a segment, and writes its sections. */
import type { Analysis } from '../../analysis/analysis.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import type { ContainerWriter } from '../../bytes/container-writer.ts';
import { encodeSize, TextLengthWriter } from '../columns/text-lengths.ts';
import { TextSignWriter } from '../columns/text-signs.ts';
import type { InvertedTermsSink } from '../inverter/inverted-terms.ts';
import { TermInverter } from '../inverter/term-inverter.ts';
import type { NameTest } from '../inverter/write-terms.ts';
import type { PinyinWords } from '../pinyin/pinyin-words.ts';
import { SectionKind } from '../section-kinds.ts';
import { OffsetMapWriter } from '../store/offset-maps.ts';
import type { TextValue } from './document-values.ts';
import type { SegmentTail } from './opening.ts';

/** Sections of every text field: postings, terms, term index, lengths. */
export const textSectionCount = 4;

/** How a text field is written. */
export interface TextFieldOptions {
  /** Takes the terms, which the segment then does not contain. */
  readonly termsSink?: InvertedTermsSink | undefined;
  /** Collects the words of the segment. */
  readonly words: PinyinWords;
}

/** Collects one text field; its texts are parts of the documents. */
export class TextFieldBuilder {
  private readonly terms = new TermInverter();
  private readonly lengths = new TextLengthWriter();
  private readonly signs = new TextSignWriter();
  private readonly maps = new OffsetMapWriter();
  private hasMaps = false;

  /** Number of collected occurrences and postings, which measures the memory in use. */
  get entryCount(): number {
    return this.terms.entryCount;
  }

  /** Number of sections that the field is written as. */
  get sectionCount(): number {
    return textSectionCount + (this.signs.isEmpty ? 0 : 1) + (this.hasMaps ? 1 : 0);
  }

  /** Whether a text with this analysis can be added. */
  hasRoomFor(analysis: Analysis): boolean {
    return this.terms.hasRoomFor(analysis);
  }

  /** Adds the text of the next document. @param analysis its analysis, as `Analyzer.analyzeDocument` leaves it */
  add({ map, text }: TextValue, analysis: Analysis): void {
    this.terms.add(analysis);
    this.lengths.add(analysis.fieldLength);
    // Behind a text that is not in normal form, its other places stand.
    const isNormal = analysis.length === text.length;
    this.signs.add(encodeSize(analysis.fieldLength), analysis.units, text.length, isNormal);
    this.maps.add(map);
    if (map) this.hasMaps = true;
  }

  /** Writes the sections of the field. */
  finish(
    fieldOrdinal: number,
    analyzer: Analyzer,
    writer: ContainerWriter,
    tail: SegmentTail,
    { termsSink, words }: TextFieldOptions,
  ): void {
    words.beginField();
    const postings = writer.beginSection(SectionKind.Postings, fieldOrdinal);
    if (termsSink) this.terms.finishTo(termsSink);
    const inverter = termsSink ? new TermInverter() : this.terms;
    const { terms, termIndex } = inverter.finish(postings, createNameTest(analyzer), words);
    writer.endSection();
    terms.writeTo(writer.beginSection(SectionKind.Terms, fieldOrdinal));
    writer.endSection();
    tail.add(SectionKind.TermIndex, fieldOrdinal, termIndex);
    tail.add(SectionKind.Lengths, fieldOrdinal, this.lengths.finish());
    if (!this.signs.isEmpty) writer.writeSection(SectionKind.Signs, fieldOrdinal, this.signs.finish());
    if (this.hasMaps) writer.writeSection(SectionKind.OffsetMaps, fieldOrdinal, this.maps.finish());
  }
}

/** Creates the test whether the analyzer's segmenter knows a word as a name. */
export function createNameTest({ segmenter }: Analyzer): NameTest {
  return (units, start, end) => segmenter?.isName(units, start, end) === true;
}
