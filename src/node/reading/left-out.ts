/** What of a file stands in no document, and how much of it: named by kind, so that nothing is lost in silence. */

/** The kinds of text and files that readers leave out on purpose, and what a person is told about each. */
export const leftOutKinds = {
  navigation: 'menus, headers, footers and lists of links around the text',
  ignored: 'parts marked as not to be searched (--ignore, data-pagefind-ignore, aria-hidden …)',
  markup: 'addresses, attributes and other markup',
  comment: 'comments',
  script: 'scripts, styles and imports',
  ruby: 'readings above characters (ruby)',
  code: 'code (--no-code)',
  draft: 'drafts and unpublished pages (--drafts reads them)',
  'future page': 'pages whose day has not come, which Hugo and Jekyll do not publish yet (--drafts reads them)',
  'unmarked page': 'pages without data-pagefind-body, which other pages have',
  'site part': 'templates and parts of pages, which a site generator makes no pages of (name a file to read it)',
  'page source': 'Markdown beside the web page that was made of it (name a file to read it)',
  furniture: 'running heads, page numbers and editors’ lines',
  metadata: 'metadata that is not searched',
  'long front matter': 'values of front matter longer than 65,536 characters, which is read as text',
  'broken front matter':
    'lines of front matter that is not valid YAML or TOML; its other keys are read (--strict refuses such files)',
  'no text': 'files and records without text: settings, numbers, markup (--field body=KEY names the key of a text)',
  'repeated id': 'ids that another document has: the name of the file is put before them (--field id=KEY takes others)',
  'empty page': 'pages without text (run text recognition, OCR, on them)',
  'unreadable page': 'pages whose fonts do not name their characters (run text recognition, OCR, on them)',
  'turned text': 'text turned on its side',
  'damaged bytes':
    'bytes that are not valid in the encoding, shown as \ufffd (--encoding names another, --strict refuses)',
  'doubtful encoding':
    'files read in the likeliest encoding whose text is unusual for Chinese, such as Japanese (--encoding names another)',
  'hidden file': 'hidden files and folders',
  'installed package': 'node_modules',
  'project file': 'files about a project, README, LICENSE, settings … (name a file to read it)',
  'outside link': 'links that lead out of the folder',
  'special file': 'pipes, devices and sockets, which are not opened',
  'other format': 'files of other formats',
} as const;

/** Why something is left out. @useDeclaredType */
export type LeftOutKind = keyof typeof leftOutKinds;

/** A part of a file, or a whole file, that stands in no document. */
export interface LeftOut {
  /** The name of the file, with `/` between folders. */
  readonly file: string;
  /** Why it is left out. */
  readonly kind: LeftOutKind;
  /** The text that is left out; missing for a file that was not read. */
  readonly text?: string;
  /** Number of Han characters, where they were counted before; `text` is then missing. */
  readonly hanCharacters?: number;
  /** Number of parts that this stands for (default 1). */
  readonly parts?: number;
}

/** How much was left out of one kind. */
export interface LeftOutCount {
  /** Number of files from which something was left out, or that were left out as a whole. */
  files: number;
  /** Number of parts. */
  parts: number;
  /** Number of Han characters in these parts, as far as they were read. */
  hanCharacters: number;
  /** The names of the first files; of files of other formats, the first of each extension. */
  readonly examples: string[];
}

/** Maximum number of files named for each kind. */
const maxExamples = 5;

/** Adds up what was left out, by kind. Memory is bounded by the number of kinds. */
export class LeftOutCounts {
  private readonly counts = new Map<LeftOutKind, LeftOutCount & { lastFile: string }>();

  add({ file, kind, text, hanCharacters = text === undefined ? 0 : countHan(text), parts = 1 }: LeftOut): void {
    let count = this.counts.get(kind);
    if (!count) this.counts.set(kind, (count = { files: 0, parts: 0, hanCharacters: 0, examples: [], lastFile: '' }));
    // A reader reports all parts of a file in a row.
    if (count.lastFile !== file) {
      count.lastFile = file;
      count.files++;
      if (count.examples.length < maxExamples && isNewExample(count.examples, kind, file)) count.examples.push(file);
    }
    count.parts += parts;
    count.hanCharacters += hanCharacters;
  }

  /** The counts by kind, in the order of `leftOutKinds`; only the kinds that occurred. */
  byKind(): { readonly [K in LeftOutKind]?: LeftOutCount } {
    const entries = (Object.keys(leftOutKinds) as LeftOutKind[]).flatMap(kind => {
      const count = this.counts.get(kind);
      if (!count) return [];
      const { lastFile: _, ...shown } = count;
      return [[kind, shown] as const];
    });
    return Object.fromEntries(entries);
  }
}

/** Of files of other formats, one of each extension is named. */
function isNewExample(examples: readonly string[], kind: LeftOutKind, file: string): boolean {
  const extensionOf = (name: string) => /\.[^./]+$/.exec(name)?.[0].toLowerCase() ?? '';
  return kind !== 'other format' || !examples.some(each => extensionOf(each) === extensionOf(file));
}

/** The number of Han characters in a text. */
export function countHan(text: string): number {
  let count = 0;
  for (const _ of text.matchAll(/\p{Script=Han}/gu)) count++;
  return count;
}
