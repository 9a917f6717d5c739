/**
 * Builds a segment from documents. The live index calls it for the documents in its buffer, the parallel builder for its
 * temporary segments.
 */
import { Analysis } from '../../analysis/analysis.ts';
import { Analyzer } from '../../analysis/analyzer.ts';
import { DocumentNames } from '../../analysis/document-names.ts';
import { ContainerWriter } from '../../bytes/container-writer.ts';
import { MemoryOutput } from '../../bytes/memory-output.ts';
import { loadReadings } from '../../lexicon/readings/word-readings.ts';
import { IdWriter } from '../columns/ids.ts';
import { type ColumnWriter, columnSectionKinds, createColumnWriter } from '../columns/value-columns.ts';
import type { InvertedTermsSink } from '../inverter/inverted-terms.ts';
import { PinyinWords } from '../pinyin/pinyin-words.ts';
import { writePinyin } from '../pinyin/pinyin-writer.ts';
import { hasTextField, type NamesOf, type Schema } from '../schema.ts';
import { indexFormat, SectionKind } from '../section-kinds.ts';
import { countDocumentParts } from '../store/document-parts.ts';
import { DocumentStoreWriter } from '../store/document-store-writer.ts';
import { chooseInterimEncoding } from '../store/encoding/choose-encoding.ts';
import type { TextEncoding } from '../store/encoding/text-encoding.ts';
import type { DocumentValues, TextValue } from './document-values.ts';
import { SegmentTail } from './opening.ts';
import type { Segment } from './segment.ts';
import { writeSegmentMeta } from './segment-meta.ts';
import { TextFieldBuilder } from './text-field-builder.ts';

/** Bytes of a segment for each collected entry, about: 2.5 to 2.65 in news of millions of characters. */
const bytesPerEntry = 2.75;
/** Sections of every segment that belong to no field: meta, documents with their starts and code, ids, opening. */
export const commonSectionCount = 6;

/** What is known when a builder is created. */
export interface SegmentBuilderOptions {
  /** The encoding of documents, if it is already known. */
  readonly encoding?: TextEncoding | undefined;
}

/**
 * Collects documents, then writes them as the bytes of a segment.
 *
 * Law: the same documents in the same order, with the same analysis, give the same bytes.
 */
export class SegmentBuilder {
  documentCount = 0;
  private readonly ids = new IdWriter();
  private readonly documents: DocumentStoreWriter;
  /** By field; undefined for stored values, which are only parts of the documents. */
  private readonly fields: (TextFieldBuilder | ColumnWriter | undefined)[];
  /** By field: the analysis of the current document's text; undefined for other fields. Reused for each document. */
  private readonly analyses: readonly (Analysis | undefined)[];
  /** By field: the kind of names that it holds; undefined for others. */
  private readonly namesOf: readonly (NamesOf | undefined)[];
  /** Collects the names of the current document, if a field holds some. */
  private readonly names: DocumentNames | undefined;

  constructor(
    private readonly schema: Schema,
    private readonly analyzer: Analyzer,
    { encoding }: SegmentBuilderOptions = {},
  ) {
    const fields = Object.values(schema);
    this.documents = new DocumentStoreWriter(countDocumentParts(schema), { encoding });
    this.fields = fields.map(({ type }) => {
      if (type === 'text') return new TextFieldBuilder();
      return type === 'stored' ? undefined : createColumnWriter(type);
    });
    this.namesOf = fields.map(field => (field.type === 'keyword' ? field.namesOf : undefined));
    this.names =
      analyzer.segmenter && this.namesOf.some(kind => kind !== undefined)
        ? new DocumentNames(analyzer.segmenter)
        : undefined;
    this.analyses = fields.map(({ type }) => (type === 'text' ? new Analysis() : undefined));
  }

  /** Number of collected occurrences and postings of all fields, which measures the memory in use. */
  get entryCount(): number {
    let count = 0;
    for (const field of this.fields) if (field instanceof TextFieldBuilder) count += field.entryCount;
    return count;
  }

  /**
   * Adds a document, unless it needs a new builder.
   * @param document checked, with an id that no earlier document has
   * @returns false when the document was not added, and must go into a new builder
   * @throws HansouError BAD_DOCUMENT when no builder has room for it; the builder, which is empty, must then be discarded
   */
  add({ id, values }: DocumentValues): boolean {
    const { fields, analyses, analyzer } = this;
    for (let i = 0; i < fields.length; i++) {
      const field = fields[i];
      if (!(field instanceof TextFieldBuilder)) continue;
      const analysis = analyses[i]!;
      const { text } = values[i] as TextValue;
      analyzer.analyzeDocument(text, analysis);
      this.names?.collect(text, analysis);
      if (field.hasRoomFor(analysis)) continue;
      this.names?.take();
      return false;
    }
    const names = this.names?.take();
    this.ids.add(id);
    this.documents.add(id);
    fields.forEach((field, i) => {
      if (field instanceof TextFieldBuilder) {
        const value = values[i] as TextValue;
        field.add(value, analyses[i]!);
        this.documents.add(value.isMissing ? undefined : value.text);
      } else if (field) field.add(this.namesOf[i] === undefined ? values[i] : names?.[this.namesOf[i]!]);
      else this.documents.add((values[i] as string | undefined) ?? '');
    });
    this.documentCount++;
    return true;
  }

  /** Writes the segment. @param analysis fingerprint of the analysis that the segment names */
  finish(analysis = this.analyzer.fingerprint): Uint8Array {
    return this.write(this.entryCount * bytesPerEntry, analysis);
  }

  /** Writes a segment that will be merged with these segments: few texts stay uncompressed until then. */
  finishInterim(segments: readonly Segment[]): Uint8Array {
    const encoding = chooseInterimEncoding(
      segments.map(({ documents }) => documents),
      this.documents.pendingUnits,
    );
    return this.write(this.entryCount * bytesPerEntry, this.analyzer.fingerprint, encoding);
  }

  /**
   * Writes a segment without terms, and passes these on, to be written together with those of other segments.
   * @param createTermsSink creates the sink for the terms of a text field
   * @param encoding of the documents, if it was not known before
   */
  finishWithoutTerms(
    createTermsSink: (fieldOrdinal: number) => InvertedTermsSink,
    encoding: TextEncoding | undefined,
  ): Uint8Array {
    return this.write(this.entryCount, this.analyzer.fingerprint, encoding, createTermsSink);
  }

  /** @param estimatedBytes the expected size of the segment */
  private write(
    estimatedBytes: number,
    analysis: string,
    encoding?: TextEncoding,
    createTermsSink?: (fieldOrdinal: number) => InvertedTermsSink,
  ): Uint8Array {
    const { fields, documentCount } = this;
    const words = new PinyinWords();
    const hasText = hasTextField(this.schema);
    const sectionCount = fields.reduce(
      (sum, field) => sum + (field instanceof TextFieldBuilder ? field.sectionCount : field ? 1 : 0),
      commonSectionCount + (hasText ? 1 : 0),
    );
    const output = new MemoryOutput(estimatedBytes);
    const writer = new ContainerWriter(indexFormat, sectionCount, output);
    const tail = new SegmentTail();
    writer.writeSection(SectionKind.Meta, 0, writeSegmentMeta({ documentCount, analysis, fields: this.schema }));
    tail.addDocuments(this.documents.finishTo(writer.beginSection(SectionKind.Documents, 0), encoding));
    writer.endSection();
    writer.writeSection(SectionKind.Ids, 0, this.ids.finish());
    Object.values(this.schema).forEach(({ type }, fieldOrdinal) => {
      const field = fields[fieldOrdinal];
      if (field instanceof TextFieldBuilder)
        field.finish(fieldOrdinal, this.analyzer, writer, tail, {
          termsSink: createTermsSink?.(fieldOrdinal),
          words,
        });
      else if (field && type !== 'text' && type !== 'stored')
        writer.writeSection(columnSectionKinds[type], fieldOrdinal, field.finish());
    });
    if (hasText) writer.writeSection(SectionKind.Pinyin, 0, writePinyin(words, loadReadings()));
    tail.finish(writer);
    return output.finish();
  }
}

/** Creates a segment without documents. @param analysis fingerprint of the analysis that the segment names */
export function createEmptySegment(schema: Schema, analysis: string): Uint8Array {
  return new SegmentBuilder(schema, new Analyzer()).finish(analysis);
}
