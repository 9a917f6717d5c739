import { describeValue, HansouError } from '../../errors.ts';

/** How articles stand in a file. */
export const formats = ['pages', 'text', 'jsonl', 'markdown', 'html', 'pdf'] as const;
export type Format = (typeof formats)[number];

const endings: Readonly<Record<string, Format>> = {
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
export const knownEndings: readonly string[] = Object.keys(endings);

/** The format that a file's ending names; undefined when it names none. */
export function formatByEnding(path: string): Format | undefined {
  const ending = /\.([a-z]+)(?:\.gz)?$/i.exec(path)?.[1].toLowerCase();
  return ending !== undefined && Object.hasOwn(endings, ending) ? endings[ending] : undefined;
}

/** The format of a file that was named: by its ending. @throws HansouError BAD_FILE */
export function formatOf(path: string): Format {
  const format = formatByEnding(path);
  if (format) return format;
  throw new HansouError('BAD_FILE', `${path} says not what it is`, {
    expected: `a name that ends in .${knownEndings.join(', .')} (or one of them and .gz)`,
    got: describeValue(/[^/\\]*$/.exec(path)![0]),
    hint: `Say which format it is: ${formats.join(', ')}.`,
  });
}
