import { describeValue, HansouError } from '../../errors.ts';

/** How articles stand in a file. */
export const fileFormats = ['pages', 'text', 'jsonl', 'markdown', 'html', 'pdf'] as const;
export type FileFormat = (typeof fileFormats)[number];

const endings: Readonly<Record<string, FileFormat>> = {
  txt: 'pages',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  md: 'markdown',
  markdown: 'markdown',
  html: 'html',
  htm: 'html',
  xhtml: 'html',
  pdf: 'pdf',
};

/** The endings that name a format, each also with `.gz` behind it. */
export const knownExtensions: readonly string[] = Object.keys(endings);

/** The format that a file's ending names; undefined when it names none. */
export function formatFromExtension(path: string): FileFormat | undefined {
  const ending = /\.([a-z]+)(?:\.gz)?$/i.exec(path)?.[1].toLowerCase();
  return ending !== undefined && Object.hasOwn(endings, ending) ? endings[ending] : undefined;
}

/** The format of a file that was named: by its ending. @throws HansouError BAD_FILE */
export function requireFormat(path: string): FileFormat {
  const format = formatFromExtension(path);
  if (format) return format;
  throw new HansouError('BAD_FILE', `${path} says not what it is`, {
    expected: `a name that ends in .${knownExtensions.join(', .')} (or one of them and .gz)`,
    got: describeValue(/[^/\\]*$/.exec(path)![0]),
    hint: `Say which format it is: ${fileFormats.join(', ')}.`,
  });
}
