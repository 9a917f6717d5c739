/** The texts of a document that several look at one after the other: read and folded once. */
import type { TextReader } from '../../index/index-reader.ts';
import { foldUnits } from '../../text/folding.ts';
import { UnitBuffer } from '../../text/unit-buffer.ts';

/** A text of one field. */
class FieldText {
  /** The text as it was added, after repair. */
  readonly original = new UnitBuffer();
  /** Its folded units, as many as the original has. */
  folded = new Uint16Array(0);
  /** The document; -1 when no text was read. */
  document = -1;

  constructor(readonly field: TextReader) {}

  read(document: number): this {
    if (this.document === document) return this;
    const { original, field } = this;
    this.document = -1;
    field.readText(document, original);
    if (this.folded.length < original.length) this.folded = new Uint16Array(original.units.length);
    foldUnits(original.units, original.length, this.folded);
    this.document = document;
    return this;
  }
}

/** Holds the text of each field that was read last. */
export class DocumentText {
  private readonly texts: FieldText[] = [];

  /** Forgets the texts; for another state of the index. */
  clear(): void {
    this.texts.length = 0;
  }

  /** The text of a document, until one of another document is read from the same field. */
  read(field: TextReader, document: number): FieldText {
    let text = this.texts.find(each => each.field === field);
    if (!text) this.texts.push((text = new FieldText(field)));
    return text.read(document);
  }
}
