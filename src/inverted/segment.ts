import { type ByteSource, MemorySource } from '../bytes/byte-source.ts';
import { Container } from '../bytes/container.ts';
import { damaged } from './damage.ts';
import { IdsReader } from './ids.ts';
import { LengthsReader } from './lengths.ts';
import { OffsetMapsReader } from './offset-maps.ts';
import { indexFormat, SectionKind } from './section-kinds.ts';
import { readMeta, type SegmentMeta } from './segment-meta.ts';
import { TermLookup } from './term-lookup.ts';
import { TermsReader } from './terms.ts';
import { TextsReader } from './texts.ts';
import { columnKinds, columnReader, type SegmentColumn } from './value-columns.ts';

/** A text field of a segment. */
export interface SegmentText {
  readonly terms: TermsReader;
  readonly lookup: TermLookup;
  readonly lengths: LengthsReader;
  readonly texts: TextsReader;
  readonly maps: OffsetMapsReader | undefined;
}

/**
 * Documents laid out once: a file, opened by header, directory and sizes. Numbers of documents count from 0.
 *
 * Law: whatever bytes it was opened on, reading ends, stays inside of them, and throws nothing but BAD_INDEX.
 */
export class Segment {
  readonly meta: SegmentMeta;
  readonly ids: IdsReader;
  /** By number of the field. */
  readonly texts: readonly (SegmentText | undefined)[];
  readonly columns: readonly (SegmentColumn | undefined)[];

  private constructor(readonly container: Container) {
    this.meta = readMeta(container.section(SectionKind.Meta));
    const { documents, fields } = this.meta;
    this.ids = new IdsReader(container.section(SectionKind.Ids), documents);
    const types = Object.values(fields);
    this.texts = types.map((field, part) => (field.type === 'text' ? this.openText(part) : undefined));
    this.columns = types.map((field, part) =>
      field.type === 'text'
        ? undefined
        : columnReader(field.type, container.section(columnKinds[field.type], part), documents),
    );
  }

  /** @throws HansouError BAD_INDEX or FORMAT_VERSION */
  static open(source: ByteSource): Segment {
    try {
      return new Segment(Container.open(indexFormat, source));
    } catch (error) {
      throw asDamage(error);
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
    const terms = new TermsReader(
      container.section(SectionKind.Terms, part),
      container.section(SectionKind.TermIndex, part),
      container.section(SectionKind.Postings, part),
      documents,
    );
    const maps = container.find(SectionKind.OffsetMaps, part);
    return {
      terms,
      lookup: new TermLookup(terms),
      lengths: new LengthsReader(container.section(SectionKind.Lengths, part), documents),
      texts: new TextsReader(container.section(SectionKind.Texts, part), documents),
      maps: maps && new OffsetMapsReader(maps, documents),
    };
  }
}

/** Reading damaged bytes may run over the end of what is there: that is damage like any other. */
export function asDamage(error: unknown): unknown {
  return error instanceof RangeError ? damaged('places inside the file', error.message) : error;
}
