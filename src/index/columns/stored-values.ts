/**
 * The values of a stored field: the JSON of each value, stored as a text (text-store-reader.ts); '' when missing.
 */
import { describeValue, HansouError } from '../../errors.ts';
import { damageError } from '../damage.ts';
import { TextStoreReader } from '../store/text-store-reader.ts';
import { TextStoreWriter } from '../store/text-store-writer.ts';

/** Writes stored values document by document. */
export class StoredValueWriter {
  private readonly texts: TextStoreWriter;

  /** @param texts writes the JSON; for a merge, created with `TextStoreWriter.createForMerge` */
  constructor(texts = new TextStoreWriter()) {
    this.texts = texts;
  }

  /**
   * Adds the value of the next document.
   * @param value any JSON value; undefined when missing
   * @throws HansouError BAD_DOCUMENT when it has no JSON form
   */
  add(value: unknown): void {
    this.texts.add(value === undefined ? '' : stringifyStoredValue(value));
  }

  /** Adds the JSON of the next document's value; undefined when missing. */
  addJson(json: string | undefined): void {
    this.texts.add(json ?? '');
  }

  /** Appends documents of another segment, ascending. */
  append(reader: StoredValueReader, documents: Uint32Array): void {
    this.texts.append(reader.texts, documents);
  }

  /** Ends the section. @returns its bytes, without those that a sink already has */
  finish(): Uint8Array {
    return this.texts.finish();
  }
}

/** The JSON of a value. @throws HansouError BAD_DOCUMENT when it has none */
export function stringifyStoredValue(value: unknown): string {
  let cause: unknown;
  try {
    const json = JSON.stringify(value);
    if (json !== undefined) return json;
  } catch (error) {
    cause = error;
  }
  throw new HansouError('BAD_DOCUMENT', 'a value cannot be stored', {
    expected: 'a JSON value',
    got: describeValue(value),
    hint: 'Pass strings, numbers, booleans, null, or arrays and objects of these without cycles.',
    cause,
  });
}

/** Reads stored values. */
export class StoredValueReader {
  readonly texts: TextStoreReader;

  constructor(section: ConstructorParameters<typeof TextStoreReader>[0], documentCount: number) {
    this.texts = new TextStoreReader(section, documentCount);
  }

  /** Notes that the values of many documents will be needed. */
  want(): void {
    this.texts.wantCode();
  }

  /** The value, parsed from its JSON; undefined when missing. @throws HansouError BAD_INDEX when damaged */
  valueOf(document: number): unknown {
    const json = this.texts.text(document);
    if (json === '') return undefined;
    try {
      return JSON.parse(json);
    } catch {
      throw damageError('a stored value in JSON', describeValue(json));
    }
  }
}
