import { type ByteSource, MemorySource } from '../../bytes/byte-source.ts';
import { Container } from '../../bytes/container.ts';
import type { Section } from '../../bytes/section.ts';
import { IdReader } from '../columns/ids.ts';
import { TextLengthReader } from '../columns/text-lengths.ts';
import { columnKinds, columnReader, type SegmentColumn } from '../columns/value-columns.ts';
import { toDamageError, toSectionDamageError } from '../damage.ts';
import { indexFormat, SectionKind } from '../section-kinds.ts';
import { OffsetMapReader } from '../store/offset-maps.ts';
import { TextStoreReader } from '../store/text-store-reader.ts';
import { SegmentVocabulary } from '../termdict/segment-vocabulary.ts';
import { TermDictionary } from '../termdict/term-dictionary.ts';
import { TermDictionaryReader } from '../termdict/term-dictionary-reader.ts';
import { readMeta, type SegmentMeta } from './segment-meta.ts';

/** A text field of a segment. */
export interface SegmentText {
  readonly terms: TermDictionaryReader;
  readonly lookup: TermDictionary;
  readonly words: SegmentVocabulary;
  readonly lengths: TextLengthReader;
  readonly texts: TextStoreReader;
  readonly maps: OffsetMapReader | undefined;
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
  readonly texts: readonly (SegmentText | undefined)[];
  readonly columns: readonly (SegmentColumn | undefined)[];

  private constructor(readonly container: Container) {
    this.meta = this.opened(SectionKind.Meta, 0, readMeta);
    const { documents, fields } = this.meta;
    this.ids = this.opened(SectionKind.Ids, 0, section => new IdReader(section, documents));
    const types = Object.values(fields);
    this.texts = types.map((field, part) => (field.type === 'text' ? this.openText(part) : undefined));
    this.columns = types.map(({ type }, part) =>
      type === 'text'
        ? undefined
        : this.opened(columnKinds[type], part, section => columnReader(type, section, documents)),
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
    return this.meta.documents;
  }

  get size(): number {
    return this.container.source.size;
  }

  private openText(part: number): SegmentText {
    const { container } = this;
    const { documents } = this.meta;
    const terms = this.opened(SectionKind.Terms, part, section => {
      const index = container.getSection(SectionKind.TermIndex, part);
      return new TermDictionaryReader(section, index, container.getSection(SectionKind.Postings, part), documents);
    });
    const lookup = new TermDictionary(terms);
    return {
      terms,
      lookup,
      words: new SegmentVocabulary(lookup),
      lengths: this.opened(SectionKind.Lengths, part, section => new TextLengthReader(section, documents)),
      texts: this.opened(SectionKind.Texts, part, section => new TextStoreReader(section, documents)),
      maps: container.findSection(SectionKind.OffsetMaps, part)
        ? this.opened(SectionKind.OffsetMaps, part, section => new OffsetMapReader(section, documents))
        : undefined,
    };
  }

  /** What a reader makes of a section. @throws HansouError BAD_INDEX that names the section */
  private opened<R>(kind: number, part: number, read: (section: Section) => R): R {
    const section = this.container.getSection(kind, part);
    try {
      return read(section);
    } catch (error) {
      throw toSectionDamageError(error, kind, this.meta && Object.keys(this.meta.fields)[part]);
    }
  }
}
