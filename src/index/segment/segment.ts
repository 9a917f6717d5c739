import { type ByteSource, MemorySource } from '../../bytes/byte-source.ts';
import { Container } from '../../bytes/container.ts';
import type { Section } from '../../bytes/section.ts';
import { IdReader } from '../columns/ids.ts';
import { TextLengthReader } from '../columns/text-lengths.ts';
import { columnSectionKinds, openColumn, type SegmentColumn } from '../columns/value-columns.ts';
import { toDamageError, toSectionDamageError } from '../damage.ts';
import { indexFormat, SectionKind } from '../section-kinds.ts';
import { OffsetMapReader } from '../store/offset-maps.ts';
import { TextStoreReader } from '../store/text-store-reader.ts';
import { SegmentVocabulary } from '../termdict/segment-vocabulary.ts';
import { TermDictionary } from '../termdict/term-dictionary.ts';
import { TermDictionaryReader } from '../termdict/term-dictionary-reader.ts';
import { readSegmentMeta, type SegmentMeta } from './segment-meta.ts';

/** A text field of a segment. */
export interface SegmentText {
  readonly termReader: TermDictionaryReader;
  readonly dictionary: TermDictionary;
  readonly vocabulary: SegmentVocabulary;
  readonly lengths: TextLengthReader;
  readonly store: TextStoreReader;
  readonly offsetMaps: OffsetMapReader | undefined;
}

/**
 * Documents laid out once: a file, opened by header, directory and sizes. Numbers of documents count from 0.
 *
 * Law: whatever bytes it was opened on, reading ends, stays inside of them, and throws nothing but BAD_INDEX.
 */
export class Segment {
  readonly meta: SegmentMeta;
  readonly ids: IdReader;
  /** By number of the field. */
  readonly textFields: readonly (SegmentText | undefined)[];
  readonly columns: readonly (SegmentColumn | undefined)[];

  private constructor(readonly container: Container) {
    this.meta = this.openSection(SectionKind.Meta, 0, readSegmentMeta);
    const { documentCount: documents, fields } = this.meta;
    this.ids = this.openSection(SectionKind.Ids, 0, section => new IdReader(section, documents));
    const types = Object.values(fields);
    this.textFields = types.map((field, part) => (field.type === 'text' ? this.openText(part) : undefined));
    this.columns = types.map(({ type }, part) =>
      type === 'text'
        ? undefined
        : this.openSection(columnSectionKinds[type], part, section => openColumn(type, section, documents)),
    );
  }

  /** @throws HansouError BAD_INDEX or FORMAT_VERSION */
  static open(source: ByteSource): Segment {
    try {
      return new Segment(Container.open(indexFormat, source));
    } catch (error) {
      throw toDamageError(error);
    }
  }

  static fromBytes(bytes: Uint8Array): Segment {
    return Segment.open(new MemorySource(bytes));
  }

  get documentCount(): number {
    return this.meta.documentCount;
  }

  get byteSize(): number {
    return this.container.source.size;
  }

  private openText(part: number): SegmentText {
    const { container } = this;
    const { documentCount: documents } = this.meta;
    const terms = this.openSection(SectionKind.Terms, part, section => {
      const index = container.getSection(SectionKind.TermIndex, part);
      return new TermDictionaryReader(section, index, container.getSection(SectionKind.Postings, part), documents);
    });
    const lookup = new TermDictionary(terms);
    return {
      termReader: terms,
      dictionary: lookup,
      vocabulary: new SegmentVocabulary(lookup),
      lengths: this.openSection(SectionKind.Lengths, part, section => new TextLengthReader(section, documents)),
      store: this.openSection(SectionKind.Texts, part, section => new TextStoreReader(section, documents)),
      offsetMaps: container.findSection(SectionKind.OffsetMaps, part)
        ? this.openSection(SectionKind.OffsetMaps, part, section => new OffsetMapReader(section, documents))
        : undefined,
    };
  }

  /** What a reader makes of a section. @throws HansouError BAD_INDEX that names the section */
  private openSection<R>(kind: number, part: number, read: (section: Section) => R): R {
    const section = this.container.getSection(kind, part);
    try {
      return read(section);
    } catch (error) {
      throw toSectionDamageError(error, kind, this.meta && Object.keys(this.meta.fields)[part]);
    }
  }
}
