/**
 * The values of a stored field: the JSON of each as a text (texts.ts), none when missing.
 */
import { describeValue, HansouError } from '../../errors.ts';
import { damageError } from '../damage.ts';
import { TextStoreReader } from '../store/text-store-reader.ts';
import { TextStoreWriter } from '../store/text-store-writer.ts';

export class StoredValueWriter {
  private readonly texts: TextStoreWriter;

  /** @param texts for a merge, the one that `TextsWriter.forMerge` gives for the readers' texts */
  constructor(texts = new TextStoreWriter()) {
    this.texts = texts;
  }

  /**
   * @param value any JSON value; undefined is missing
   * @throws HansouError BAD_DOCUMENT for what JSON cannot say
   */
  add(value: unknown): void {
    this.texts.add(value === undefined ? '' : stringifyStoredValue(value));
  }

  /** Adds a value as its JSON text; undefined is missing. */
  addJson(json: string | undefined): void {
    this.texts.add(json ?? '');
  }

  /** Takes over documents of another segment, rising. */
  append(reader: StoredValueReader, documents: Uint32Array): void {
    this.texts.append(reader.texts, documents);
  }

  finish(): Uint8Array {
    return this.texts.finish();
  }
}

/** The JSON of a value that is kept. @throws HansouError BAD_DOCUMENT for what JSON cannot say */
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
    hint: 'Give strings, numbers, true, false, null, and arrays and objects of these, without circles.',
    cause,
  });
}

export class StoredValueReader {
  readonly texts: TextStoreReader;

  constructor(section: ConstructorParameters<typeof TextStoreReader>[0], documentCount: number) {
    this.texts = new TextStoreReader(section, documentCount);
  }

  /** The value as JSON gives it back; undefined when missing. @throws HansouError BAD_INDEX when damaged */
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
