/** What can be set for the search that a plugin adds to a site. */
import { baseLexicon } from '../base-lexicon.ts';
import { checkFieldWeight } from '../fields.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import { parseLexicon } from '../lexicon/parse-lexicon.ts';
import { openFileInput } from '../node/reading/file-input.ts';
import { checkOptions, checkString, invalid, type OptionRules } from '../validate.ts';

/** Options of all plugins. */
export interface SiteSearchOptions {
  /** Dictionaries of names: files with one entry a line, `word [weight] [tag]`; their encoding is detected. */
  readonly dict?: string | readonly string[];
  /** A CSS selector of the elements that hold the text; by default they are found. */
  readonly root?: string;
  /** A CSS selector of elements to leave out. */
  readonly ignore?: string;
  /**
   * What the scores of pages are multiplied by, by the beginnings of their addresses below that of the site: `{ 'guide/': 2, 'api/': 0.5 }`
   * puts pages of the guide first. The longest beginning counts; a page of none has 1. Above 0, at most 1,000.
   */
  readonly weights?: Readonly<Record<string, number>>;
}

const searchRules: OptionRules<SiteSearchOptions> = {
  owner: 'the search plugin',
  checks: {
    dict: (name, value) => {
      if (![value].flat().every(each => typeof each === 'string'))
        throw invalid(name, 'a path, or a list of paths', value);
    },
    root: checkString,
    ignore: checkString,
    weights: checkPageWeights,
  },
  example: "{ dict: 'names.txt' }",
};

function checkPageWeights(name: string, value: unknown): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid(
      name,
      'an object of beginnings of addresses and their weights',
      value,
      `Pass ${name}: { 'guide/': 2 }.`,
    );
  for (const [beginning, weight] of Object.entries(value)) checkFieldWeight(`${name}['${beginning}']`, weight);
}

/** @throws HansouError BAD_ARGUMENT */
export function checkSearchOptions(options: SiteSearchOptions): void {
  checkOptions(searchRules, options, undefined);
}

/** The base lexicon with the dictionaries. @throws HansouError IO, BAD_FILE, BAD_DICTIONARY */
export async function loadSearchLexicon({ dict = [] }: SiteSearchOptions): Promise<Lexicon> {
  let lexicon = await baseLexicon();
  for (const file of [dict].flat()) {
    const input = openFileInput(file, { mayBePipe: true });
    lexicon = lexicon.extend(parseLexicon(await input.text(), { file }));
  }
  return lexicon;
}

/**
 * How the pages of a site are read, as the options say.
 * @param labels a CSS selector of what the generator puts beside texts and is none: numbers of lines, names of buttons
 */
export function siteReading(
  { root, ignore: own, weights }: SiteSearchOptions,
  labels?: string,
): Omit<SiteSearchOptions, 'dict'> {
  const ignore = [labels, own].filter(Boolean).join(', ');
  return { ...(root !== undefined && { root }), ...(ignore && { ignore }), ...(weights && { weights }) };
}
