import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { baseLexicon } from '../../../src/base-lexicon.ts';
import { type DictionaryProblem, parseLexicon } from '../../../src/lexicon/parse-lexicon.ts';
import { openNameModel } from '../../../src/segment/names/name-model.ts';
import { NameRole, openNameTables } from '../../../src/segment/names/name-tables.ts';

const dict = new URL('../../../dict/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, dict), 'utf8');
const lists = ['jianli.txt', 'yunting.txt'];
const readWords = (name: string): string[] => parseLexicon(read(name), { file: name }).map(entry => entry.word);
const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The count and checksum of a list in the table of dict/README.md. */
function readRow(firstCell: string): [number, string] | undefined {
  const cells = read('README.md')
    .split('\n')
    .map(line => line.split(' | '))
    .find(row => row[0] === `| ${firstCell}`);
  return cells && [Number(cells[1].replace(',', '')), cells[2].replace(/[` |]/g, '')];
}

describe('dict/base.lexicon.gz', () => {
  it('has the count and the checksum given in dict/README.md', async () => {
    const bytes = gunzipSync(readFileSync(new URL('base.lexicon.gz', dict)));
    expect(readRow('`base.lexicon.gz`, unpacked')).toEqual([(await baseLexicon()).base.size, sha256(bytes)]);
  });
});

describe('dict/names.tables.gz', () => {
  const bytes = gunzipSync(readFileSync(new URL('names.tables.gz', dict)));

  it('has the count and the checksum given in dict/README.md', () => {
    const { characters, contexts } = openNameTables(bytes);
    expect(readRow('`names.tables.gz`, unpacked')).toEqual([characters.length + contexts.length, sha256(bytes)]);
  });

  it('has the shape of its sources', () => {
    const { characters, roles, contexts, left, letters, pairs, lengths } = openNameTables(bytes);
    const weight = (role: number, character: string) => roles[role][characters.indexOf(character.charCodeAt(0))];
    expect(weight(NameRole.Surname, '王')).toBeGreaterThan(100 * weight(NameRole.Surname, '秋'));
    expect(weight(NameRole.Second, '秋')).toBeGreaterThan(100);
    expect(left[contexts.indexOf('记者')]).toBeGreaterThan(2);
    expect(letters.length).toBe(pairs.length - 1);
    expect(lengths[2]).toBeGreaterThan(lengths[7]);
  });
});

describe('dict/names.model.gz', () => {
  const packed = readFileSync(new URL('names.model.gz', dict));

  it('has at most 500 KB, and the count and the checksum given in dict/README.md', () => {
    expect(packed.length).toBeLessThan(500_000);
    const bytes = gunzipSync(packed);
    const labels = Math.sqrt(openNameModel(bytes).transitions.length);
    expect(readRow('`names.model.gz`, unpacked')).toEqual([labels, sha256(bytes)]);
  });
});

describe.each(lists)('dict/%s', name => {
  it('has only lines that can be parsed', () => {
    const problems: DictionaryProblem[] = [];
    parseLexicon(read(name), { file: name, problems });
    expect(problems).toEqual([]);
  });

  it('contains no word twice', () => {
    const seen = new Set<string>();
    expect(readWords(name).filter(word => seen.has(word) || !seen.add(word))).toEqual([]);
  });

  it('tags every word as a name', () => {
    const untagged = parseLexicon(read(name)).filter(entry => !['nr', 'ns', 'nt', 'nz'].includes(entry.tag ?? ''));
    expect(untagged).toEqual([]);
  });

  it('has the count and the checksum given in dict/README.md', () => {
    expect(readRow(`\`${name}\``)).toEqual([readWords(name).length, sha256(read(name))]);
  });
});

describe('dict/jianli.txt', () => {
  it('ends with the names that are not in the register', () => {
    expect(read('jianli.txt').endsWith(`\n\n${read('build/jianli.more.txt').trim()}\n`)).toBe(true);
  });

  it('names no person', () => {
    expect(parseLexicon(read('jianli.txt')).filter(entry => entry.tag?.startsWith('nr'))).toEqual([]);
  });
});

describe('dict/yunting.txt', () => {
  it('contains only names that occur in the sample newspaper', () => {
    const paper = new URL('../../../bench/paper/', import.meta.url);
    const { pages } = JSON.parse(readFileSync(new URL('expected.json', paper), 'utf8')) as {
      pages: Record<string, unknown>;
    };
    const text = Object.keys(pages)
      .map(file => readFileSync(new URL(file, paper), 'utf8').replace(/\s/g, ''))
      .join('\n');
    expect(readWords('yunting.txt').filter(word => !text.includes(word))).toEqual([]);
  });
});

const seedPage = new URL('../../../../shared/data/seed-page.expected.json', import.meta.url);

describe.skipIf(!existsSync(seedPage))(`the names of a real newspaper page (needs ${fileURLToPath(seedPage)})`, () => {
  const { names } = JSON.parse(existsSync(seedPage) ? readFileSync(seedPage, 'utf8') : '{"names":{}}') as {
    names: Record<'people' | 'places' | 'organisations' | 'slogans', string[]>;
  };

  it('include no person of a committed list', () => {
    const words = new Set(lists.flatMap(readWords));
    expect(names.people.length).toBeGreaterThan(20);
    expect(names.people.filter(person => words.has(person))).toEqual([]);
  });

  it('are in dict/jianli.txt if they are places, organisations or slogans', () => {
    const words = new Set(readWords('jianli.txt'));
    const all = [...names.places, ...names.organisations, ...names.slogans];
    expect(all.filter(name => !words.has(name))).toEqual([]);
  });
});
