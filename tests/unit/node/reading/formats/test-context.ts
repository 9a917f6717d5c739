/** Reads a text with the reader of a format, and collects what the reader leaves out. */
import type { FileDocument } from '../../../../../src/node/reading/document.ts';
import { FileInput } from '../../../../../src/node/reading/file-input.ts';
import type { FileFormat } from '../../../../../src/node/reading/format.ts';
import type { LeftOutKind } from '../../../../../src/node/reading/left-out.ts';
import type { FormatOptions, ReaderContext } from '../../../../../src/node/reading/reader.ts';
import { readers } from '../../../../../src/node/reading/readers.ts';
import type { SiteKind } from '../../../../../src/node/reading/site/site-kind.ts';

/** What a test may set besides the options of formats. */
export interface TestOptions extends FormatOptions {
  readonly kind?: SiteKind;
  readonly needsPagefindBody?: boolean;
  readonly postPermalink?: string;
}

/** The documents of a text, and what was left out of it as `[kind, text]`. */
export async function readAs(
  format: FileFormat,
  path: string,
  content: string | Uint8Array,
  { kind = 'plain', needsPagefindBody = false, postPermalink, ...options }: TestOptions = {},
): Promise<{ documents: FileDocument[]; leftOut: [LeftOutKind, string][] }> {
  const leftOut: [LeftOutKind, string][] = [];
  const context: ReaderContext = {
    options,
    siteKind: () => kind,
    sitePath: (_, path) => path,
    siteConfig: () => ({}),
    postPermalink: async () => postPermalink,
    needsPagefindBody,
    async *readMember() {},
    leaveOut: (...part) => leftOut.push(part),
    skip(error) {
      throw error;
    },
  };
  const input = new FileInput(path, path, async function* () {
    yield Buffer.from(content);
  });
  const documents: FileDocument[] = [];
  for await (const document of readers[format](input, context)) documents.push(document);
  return { documents, leftOut };
}

/** The only document of a text. */
export async function readOne(
  format: FileFormat,
  path: string,
  content: string,
  options?: TestOptions,
): Promise<FileDocument> {
  const { documents } = await readAs(format, path, content, options);
  if (documents.length !== 1) throw new Error(`${documents.length} documents`);
  return documents[0];
}
