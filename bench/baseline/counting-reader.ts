/** A reader that counts what queries read. */
import type { IndexReader, TextReader } from '../../src/index/index-reader.ts';
import type { PostingList } from '../../src/index/posting-list.ts';
import type { UnitBuffer } from '../../src/text/unit-buffer.ts';

/** Counts of what queries read from an index: exact, and the same on every machine. */
export class ReadCounts {
  /** Postings read: documents with their frequency. */
  postings = 0;
  /** Posting lists read, as a whole or in part. */
  lists = 0;
  /** Texts of documents read. */
  texts = 0;
}

/** Wraps a reader so that its reads are counted. */
export function createCountingReader(reader: IndexReader, counts: ReadCounts): IndexReader {
  const fields = new Map<string, TextReader>();
  return overrideMethods(reader, {
    getTextReader(name: string) {
      let field = fields.get(name);
      if (!field) {
        field = createCountingField(reader.getTextReader(name), counts);
        fields.set(name, field);
      }
      return field;
    },
  });
}

function createCountingField(field: TextReader, counts: ReadCounts): TextReader {
  const count = (out: PostingList) => {
    counts.lists++;
    counts.postings += out.count;
  };
  return overrideMethods(field, {
    readPostings(...args: Parameters<TextReader['readPostings']>) {
      field.readPostings(...args);
      count(args[1]);
    },
    readPostingsIn(...args: Parameters<TextReader['readPostingsIn']>) {
      field.readPostingsIn(...args);
      count(args[2]);
    },
    readBigram(...args: Parameters<TextReader['readBigram']>) {
      field.readBigram(...args);
      count(args[2]);
    },
    readDocuments(...args: Parameters<TextReader['readDocuments']>) {
      field.readDocuments(...args);
      count(args[2]);
    },
    readText(document: number, into: UnitBuffer, most?: number) {
      counts.texts++;
      if (most === undefined) field.readText(document, into);
      else field.readText(document, into, most);
    },
  });
}

/** An object with the methods of `own`; all other methods are called on `target`. */
function overrideMethods<T extends object>(target: T, own: Partial<T>): T {
  return new Proxy(target, {
    get(_, name) {
      if (Object.hasOwn(own, name)) return own[name as keyof T];
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
