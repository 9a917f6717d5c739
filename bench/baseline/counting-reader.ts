import type { IndexReader, TextReader } from '../../src/index/index-reader.ts';
import type { PostingList } from '../../src/index/posting-list.ts';
import type { UnitBuffer } from '../../src/text/unit-buffer.ts';

/** What queries read of an index: exact counts, the same on every machine. */
export class ReadCounts {
  /** Postings (a document and its frequency) that were read out of lists. */
  postings = 0;
  /** Lists that were read. */
  lists = 0;
  /** Texts of documents that were read. */
  texts = 0;
}

/** A reader that answers as the other one does, and counts. */
export function countingReader(reader: IndexReader, counts: ReadCounts): IndexReader {
  const fields = new Map<string, TextReader>();
  return forwarding(reader, {
    text(name: string) {
      let field = fields.get(name);
      if (!field) {
        field = countingField(reader.text(name), counts);
        fields.set(name, field);
      }
      return field;
    },
  });
}

function countingField(field: TextReader, counts: ReadCounts): TextReader {
  const counted = (out: PostingList) => {
    counts.lists++;
    counts.postings += out.count;
  };
  return forwarding(field, {
    readPostings(...args: Parameters<TextReader['readPostings']>) {
      field.readPostings(...args);
      counted(args[1]);
    },
    readPostingsIn(...args: Parameters<TextReader['readPostingsIn']>) {
      field.readPostingsIn(...args);
      counted(args[2]);
    },
    readBigram(...args: Parameters<TextReader['readBigram']>) {
      field.readBigram(...args);
      counted(args[2]);
    },
    readDocuments(...args: Parameters<TextReader['readDocuments']>) {
      field.readDocuments(...args);
      counted(args[2]);
    },
    readText(document: number, into: UnitBuffer, most?: number) {
      counts.texts++;
      if (most === undefined) field.readText(document, into);
      else field.readText(document, into, most);
    },
  });
}

/** An object with `own` members first and all others of `target`, called on `target` itself. */
function forwarding<T extends object>(target: T, own: Partial<T>): T {
  return new Proxy(target, {
    get(_, name) {
      if (Object.hasOwn(own, name)) return own[name as keyof T];
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
