/**
 * Opens a segment: the immutable sections of a run of documents. An index file is one segment; a live index has several.
 */
import { type ByteSource, MemorySource } from '../../bytes/byte-source.ts';
import { Container } from '../../bytes/container.ts';
import type { Section } from '../../bytes/section.ts';
import { IdReader } from '../columns/ids.ts';
import { StoredValueReader } from '../columns/stored-values.ts';
import { TextLengthReader } from '../columns/text-lengths.ts';
import { TextSignReader } from '../columns/text-signs.ts';
import { columnSectionKinds, openColumn, type SegmentColumn } from '../columns/value-columns.ts';
import { toDamageError, toSectionDamageError } from '../damage.ts';
import { PinyinReader } from '../pinyin/pinyin-reader.ts';
import { SegmentPinyin } from '../pinyin/segment-pinyin.ts';
import { hasTextField } from '../schema.ts';
import { indexFormat, SectionKind } from '../section-kinds.ts';
import { countDocumentParts, idPart, listDocumentParts } from '../store/document-parts.ts';
import { DocumentStoreReader } from '../store/document-store-reader.ts';
import { OffsetMapReader } from '../store/offset-maps.ts';
import { TextStoreReader } from '../store/text-store-reader.ts';
import { TermDictionary } from '../termdict/term-dictionary.ts';
import { TermDictionaryReader } from '../termdict/term-dictionary-reader.ts';
import { EarlierFilesReader } from './earlier-files.ts';
import { readSegmentMeta, type SegmentMeta } from './segment-meta.ts';

/** The readers of one text field of a segment. */
export interface SegmentText {
  readonly termReader: TermDictionaryReader;
  readonly dictionary: TermDictionary;
  readonly lengths: TextLengthReader;
  /** Undefined if no text is long enough, and in files of before there were signs. */
  readonly signs: TextSignReader | undefined;
  readonly store: TextStoreReader;
  readonly offsetMaps: OffsetMapReader | undefined;
}

/**
 * An immutable segment. Opening it reads only its header, directory and sizes. Documents are numbered from 0.
 *
 * Law: whatever bytes it is opened on, reading terminates, never leaves the bytes, and throws nothing but BAD_INDEX.
 */
export class Segment {
  readonly meta: SegmentMeta;
  /** The ids, texts and stored values of all documents. */
  readonly documents: DocumentStoreReader;
  /** The ids as they stand in the records of the documents. */
  readonly recordIds: TextStoreReader;
  readonly ids: IdReader;
  private openedPinyin: PinyinReader | undefined;
  private openedPinyinVocabulary: SegmentPinyin | undefined;
  /** By field: the text field; undefined for other fields. */
  readonly textFields: readonly (SegmentText | undefined)[];
  /** By field: its values; undefined for text fields. */
  readonly columns: readonly (SegmentColumn | undefined)[];
  /** The files that this one continues; undefined if it continues none. */
  readonly earlier: EarlierFilesReader | undefined;

  private constructor(readonly container: Container) {
    this.meta = this.openSection(SectionKind.Meta, 0, readSegmentMeta);
    const { documentCount, fields } = this.meta;
    const starts = container.getSection(SectionKind.DocumentStarts, 0);
    const code = container.getSection(SectionKind.TextCode, 0);
    this.documents = this.openSection(
      SectionKind.Documents,
      0,
      section => new DocumentStoreReader(section, starts, code, documentCount, countDocumentParts(fields)),
    );
    const parts = listDocumentParts(fields).map(part =>
      part === undefined ? undefined : new TextStoreReader(this.documents, part),
    );
    this.recordIds = new TextStoreReader(this.documents, idPart);
    this.ids = this.openSection(SectionKind.Ids, 0, section => new IdReader(section, documentCount));
    this.earlier = container.findSection(SectionKind.Earlier)
      ? this.openSection(SectionKind.Earlier, 0, section => new EarlierFilesReader(section))
      : undefined;
    const types = Object.values(fields);
    this.textFields = types.map((field, fieldOrdinal) =>
      field.type === 'text' ? this.openText(fieldOrdinal, parts[fieldOrdinal]!) : undefined,
    );
    this.columns = types.map(({ type }, fieldOrdinal) => {
      if (type === 'text') return undefined;
      if (type === 'stored') return new StoredValueReader(parts[fieldOrdinal]!);
      const kind = columnSectionKinds[type];
      return this.openSection(kind, fieldOrdinal, section => openColumn(type, section, documentCount));
    });
  }

  /** Opens a segment. @throws HansouError BAD_INDEX or FORMAT_VERSION */
  static open(source: ByteSource): Segment {
    try {
      return Segment.openContainer(Container.open(indexFormat, source));
    } catch (error) {
      throw toDamageError(error);
    }
  }

  /** Opens the sections of a container. */
  static openContainer(container: Container): Segment {
    return new Segment(container);
  }

  /** Opens a segment in memory. @throws HansouError BAD_INDEX or FORMAT_VERSION */
  static fromBytes(bytes: Uint8Array): Segment {
    return Segment.open(new MemorySource(bytes));
  }

  /** Number of documents, deleted ones included. */
  get documentCount(): number {
    return this.meta.documentCount;
  }

  /** Size of the whole segment in bytes. */
  get byteSize(): number {
    return this.container.source.size;
  }

  /** The words of all text fields by their pinyin, opened when first needed; undefined if there are no text fields. */
  get pinyin(): PinyinReader | undefined {
    if (hasTextField(this.meta.fields))
      this.openedPinyin ??= this.openSection(SectionKind.Pinyin, 0, section => new PinyinReader(section));
    return this.openedPinyin;
  }

  /** The same words for queries. */
  get pinyinVocabulary(): SegmentPinyin | undefined {
    const { pinyin } = this;
    if (pinyin) this.openedPinyinVocabulary ??= new SegmentPinyin(pinyin);
    return this.openedPinyinVocabulary;
  }

  private openText(fieldOrdinal: number, store: TextStoreReader): SegmentText {
    const { container } = this;
    const { documentCount } = this.meta;
    const termReader = this.openSection(SectionKind.Terms, fieldOrdinal, section => {
      const index = container.getSection(SectionKind.TermIndex, fieldOrdinal);
      return new TermDictionaryReader(
        section,
        index,
        container.getSection(SectionKind.Postings, fieldOrdinal),
        documentCount,
      );
    });
    const lengths = this.openSection(
      SectionKind.Lengths,
      fieldOrdinal,
      section => new TextLengthReader(section, documentCount),
    );
    const signs = container.findSection(SectionKind.Signs, fieldOrdinal);
    let signReader: TextSignReader | undefined;
    return {
      termReader,
      dictionary: new TermDictionary(termReader),
      lengths,
      // Opened when first asked: in a page it is in a part of the script that few queries load.
      get signs() {
        return signs && (signReader ??= new TextSignReader(signs, lengths));
      },
      store,
      offsetMaps: container.findSection(SectionKind.OffsetMaps, fieldOrdinal)
        ? this.openSection(SectionKind.OffsetMaps, fieldOrdinal, section => new OffsetMapReader(section, documentCount))
        : undefined,
    };
  }

  /** Opens a section with `read`. @throws HansouError BAD_INDEX that names the section */
  private openSection<R>(kind: number, fieldOrdinal: number, read: (section: Section) => R): R {
    const section = this.container.getSection(kind, fieldOrdinal);
    try {
      return read(section);
    } catch (error) {
      throw toSectionDamageError(error, kind, this.meta && Object.keys(this.meta.fields)[fieldOrdinal]);
    }
  }
}
