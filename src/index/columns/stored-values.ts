/** The values of a stored field: the JSON of each, a part of its document (store/document-store-reader.ts); '' when missing. */
import { describeValue, HansouError } from '../../errors.ts';
import { damageError } from '../damage.ts';
import type { TextStoreReader } from '../store/text-store-reader.ts';

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
  /** @param texts the JSON of the values */
  constructor(readonly texts: TextStoreReader) {}

  /** Notes that the values of many documents will be needed. */
  want(): void {
    this.texts.store.wantCode();
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
