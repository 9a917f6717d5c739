import { Analysis } from '../../analysis/analysis.ts';
import { Analyzer } from '../../analysis/analyzer.ts';
import { ContainerWriter } from '../../bytes/container-writer.ts';
import { MemoryOutput } from '../../bytes/memory-output.ts';
import { IdWriter } from '../columns/ids.ts';
import { TextLengthWriter } from '../columns/text-lengths.ts';
import { type ColumnWriter, columnSectionKinds, createColumnWriter } from '../columns/value-columns.ts';
import type { InvertedTermsSink } from '../inverter/inverted-terms.ts';
import { TermInverter } from '../inverter/term-inverter.ts';
import type { NameTest } from '../inverter/write-terms.ts';
import type { Schema } from '../schema.ts';
import { indexFormat, SectionKind } from '../section-kinds.ts';
import { chooseInterimEncoding } from '../store/choose-encoding.ts';
import { OffsetMapWriter } from '../store/offset-maps.ts';
import type { TextEncoding } from '../store/text-encoding.ts';
import type { TextStoreReader } from '../store/text-store-reader.ts';
import { TextStoreWriter } from '../store/text-store-writer.ts';
import type { DocumentValues, TextValue } from './document-values.ts';
import type { Segment } from './segment.ts';
import { writeSegmentMeta } from './segment-meta.ts';

/** About how many bytes a file has for each posting that was collected: 2.5 to 2.65 in news of millions of characters. */
const bytesPerEntry = 2.75;
/** Postings, terms, term index, lengths, texts. */
const textSectionCount = 5;

/** What is collected of one text field. */
class TextFieldBuilder {
  readonly terms = new TermInverter();
  private readonly analysis = new Analysis();
  private readonly lengths = new TextLengthWriter();
  private readonly texts: TextStoreWriter;
  private readonly maps = new OffsetMapWriter();
  private hasMaps = false;

  /** @param form what texts are written in, if that is known */
  constructor(form: TextEncoding | undefined) {
    this.texts = new TextStoreWriter(form);
  }

  /** Whether the text can be added after the others. */
  fits({ text }: TextValue, analyzer: Analyzer): boolean {
    analyzer.analyzeDocument(text, this.analysis);
    return this.terms.hasRoomFor(this.analysis);
  }

  /** Adds the text that was asked about last. */
  add({ text, map, isMissing }: TextValue): void {
    this.terms.add(this.analysis);
    this.lengths.add(this.analysis.fieldLength);
    this.texts.add(isMissing ? undefined : text);
    this.maps.add(map);
    if (map) this.hasMaps = true;
  }

  /** The form for one of many segments that are still to be merged, of which there are these texts. */
  draftForm(beside: readonly TextStoreReader[]): TextEncoding | undefined {
    return chooseInterimEncoding(beside, this.texts.pendingUnits);
  }

  /** How many sections it becomes. */
  get sectionCount(): number {
    return this.hasMaps ? textSectionCount + 1 : textSectionCount;
  }

  /**
   * @param apart takes the terms; then the segment has none
   * @param form what texts are written in that were kept so far; without one it is learnt from them
   */
  finish(
    part: number,
    analyzer: Analyzer,
    writer: ContainerWriter,
    apart: InvertedTermsSink | undefined,
    form: TextEncoding | undefined,
  ): void {
    const postings = writer.beginSection(SectionKind.Postings, part);
    if (apart) this.terms.finishTo(apart);
    const { terms, termIndex } = (apart ? new TermInverter() : this.terms).finish(postings, createNameTest(analyzer));
    writer.endSection();
    terms.writeTo(writer.beginSection(SectionKind.Terms, part));
    writer.endSection();
    writer.writeSection(SectionKind.TermIndex, part, termIndex);
    writer.writeSection(SectionKind.Lengths, part, this.lengths.finish());
    this.texts.finishTo(writer.beginSection(SectionKind.Texts, part), form);
    writer.endSection();
    if (this.hasMaps) writer.writeSection(SectionKind.OffsetMaps, part, this.maps.finish());
  }
}

/**
 * Documents that are not frozen yet. `finish` lays them out as the bytes of a segment.
 *
 * Law: the same documents in the same order, analysed the same, give the same bytes.
 */
export class SegmentBuilder {
  documentCount = 0;
  private readonly ids = new IdWriter();
  private readonly fields: (TextFieldBuilder | ColumnWriter)[];

  /**
   * @param beside segments of the same index: stored values are written in the code of theirs, which saves learning one
   *   and lets them merge as bytes
   * @param forms by part: what texts are written in, if that is known
   */
  constructor(
    private readonly schema: Schema,
    private readonly analyzer: Analyzer,
    beside: readonly Segment[] = [],
    forms: readonly (TextEncoding | undefined)[] = [],
  ) {
    this.fields = Object.values(schema).map((field, part) => {
      if (field.type === 'text') return new TextFieldBuilder(forms[part]);
      return createColumnWriter(
        field.type,
        beside.map(({ columns }) => columns[part]!),
      );
    });
  }

  /** How many postings it holds: the measure of its memory. */
  get entryCount(): number {
    let size = 0;
    for (const field of this.fields) if (field instanceof TextFieldBuilder) size += field.terms.entryCount;
    return size;
  }

  /**
   * Adds a document, or returns false when it must go into a builder of its own.
   * @param document checked, with an id that no document before it has
   * @throws HansouError BAD_DOCUMENT when it fits into none; then this builder, which was empty, is of no more use
   */
  add({ id, values }: DocumentValues): boolean {
    const { fields, analyzer } = this;
    for (let i = 0; i < fields.length; i++) {
      const field = fields[i];
      if (field instanceof TextFieldBuilder && !field.fits(values[i] as TextValue, analyzer)) return false;
    }
    fields.forEach((field, i) => {
      if (field instanceof TextFieldBuilder) field.add(values[i] as TextValue);
      else field.add(values[i]);
    });
    this.ids.add(id);
    this.documentCount++;
    return true;
  }

  /** @param beside the other segments, if it is one of many that are still to be merged: its few texts need no code then */
  finish(beside?: readonly Segment[], analysis = this.analyzer.fingerprint): Uint8Array {
    const forms = this.fields.map((field, part) =>
      beside && field instanceof TextFieldBuilder
        ? field.draftForm(beside.map(segment => segment.textFields[part]!.store))
        : undefined,
    );
    return this.write(analysis, this.entryCount * bytesPerEntry, () => undefined, forms);
  }

  /**
   * A segment without terms: these are handed over, to be laid out with those of other segments.
   * @param apart takes the terms of a text field, by part
   * @param forms by part: what texts are written in, where that was not known before
   */
  finishWithoutTerms(
    apart: (part: number) => InvertedTermsSink,
    forms: readonly (TextEncoding | undefined)[],
  ): Uint8Array {
    return this.write(this.analyzer.fingerprint, this.entryCount, apart, forms);
  }

  /** @param about how many bytes it takes */
  private write(
    analysis: string,
    about: number,
    apart: (part: number) => InvertedTermsSink | undefined,
    forms: readonly (TextEncoding | undefined)[],
  ): Uint8Array {
    const { fields } = this;
    const sections = fields.reduce(
      (sum, field) => sum + (field instanceof TextFieldBuilder ? field.sectionCount : 1),
      2,
    );
    const output = new MemoryOutput(about);
    const writer = new ContainerWriter(indexFormat, sections, output);
    const meta = { documentCount: this.documentCount, analysis, fields: this.schema };
    writer.writeSection(SectionKind.Meta, 0, writeSegmentMeta(meta));
    writer.writeSection(SectionKind.Ids, 0, this.ids.finish());
    Object.values(this.schema).forEach((field, part) => {
      const builder = fields[part];
      if (builder instanceof TextFieldBuilder) builder.finish(part, this.analyzer, writer, apart(part), forms[part]);
      else if (field.type !== 'text') writer.writeSection(columnSectionKinds[field.type], part, builder.finish());
    });
    writer.finish();
    return output.finish();
  }
}

/** Whether the words of an analysis are names. */
export function createNameTest({ segmenter }: Analyzer): NameTest {
  return (units, start, end) => segmenter?.isName(units, start, end) === true;
}

/** A segment of no documents. */
export function createEmptySegment(schema: Schema, analysis: string): Uint8Array {
  return new SegmentBuilder(schema, new Analyzer()).finish(undefined, analysis);
}
