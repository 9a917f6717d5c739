/** Collects the words of all text fields of a segment, for its pinyin section. */
import { compareUnits, TermShape } from '../termdict/term-entry.ts';
import type { TermMetadata } from '../termdict/term-metadata.ts';
import { firstHan, maxEntryCharacters } from './pinyin-format.ts';

/** The words of one field in the order of its dictionary. */
class FieldWords {
  units = new Uint16Array(256);
  unitCount = 0;
  ends = new Uint32Array(64);
  documents = new Uint32Array(64);
  count = 0;
  /** The next word that `visitAll` takes, and where its units begin. */
  next = 0;
  nextStart = 0;

  add(units: Uint16Array, length: number, documents: number): void {
    if (this.unitCount + length > this.units.length)
      this.units = grow(this.units, new Uint16Array(this.units.length * 2));
    if (this.count === this.ends.length) {
      this.ends = grow(this.ends, new Uint32Array(this.count * 2));
      this.documents = grow(this.documents, new Uint32Array(this.count * 2));
    }
    for (let i = 0; i < length; i++) this.units[this.unitCount++] = units[i];
    this.ends[this.count] = this.unitCount;
    this.documents[this.count++] = documents;
  }
}

function grow<T extends Uint16Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** The characters and words of a segment, from the term dictionaries of its text fields. */
export class PinyinWords {
  private readonly fields: FieldWords[] = [];
  private readonly isCharacter = new Uint8Array(0x10000);

  /** Begins the dictionary of the next text field. */
  beginField(): void {
    this.fields.push(new FieldWords());
  }

  /** Takes the next term of the dictionary. Documents count if the word is on their best path. */
  add({ units, length, shape, isWord, pathDocuments }: TermMetadata): void {
    if (units[0] < firstHan) return;
    if (shape === TermShape.Character && length === 1) this.isCharacter[units[0]] = 1;
    else if (isWord && length > 1 && length <= maxEntryCharacters)
      this.fields[this.fields.length - 1].add(units, length, pathDocuments);
  }

  /** Whether the segment has the character. */
  hasCharacter(unit: number): boolean {
    return this.isCharacter[unit] === 1;
  }

  /**
   * Calls `visit` for each word once, in the order of its units, with the sum of its documents over all fields. May be
   * called once.
   */
  visitAll(visit: (units: Uint16Array, start: number, end: number, documents: number) => void): void {
    let rest = this.fields.filter(({ count }) => count > 0);
    while (rest.length > 1) {
      let least = rest[0];
      for (const field of rest) if (compareNext(field, least) < 0) least = field;
      const { units, nextStart: start } = least;
      const end = least.ends[least.next];
      let documents = 0;
      for (const field of rest) if (field !== least && compareNext(field, least) === 0) documents += takeNext(field);
      documents += takeNext(least);
      visit(units, start, end, documents);
      if (rest.some(({ next, count }) => next === count)) rest = rest.filter(({ next, count }) => next < count);
    }
    for (const field of rest)
      while (field.next < field.count) {
        const start = field.nextStart;
        const documents = takeNext(field);
        visit(field.units, start, field.nextStart, documents);
      }
  }
}

function compareNext(a: FieldWords, b: FieldWords): number {
  return a === b ? 0 : compareUnits(a.units, a.nextStart, a.ends[a.next], b.units, b.nextStart, b.ends[b.next]);
}

/** Goes past the next word of a field. Returns the documents of that word. */
function takeNext(field: FieldWords): number {
  field.nextStart = field.ends[field.next];
  return field.documents[field.next++];
}
