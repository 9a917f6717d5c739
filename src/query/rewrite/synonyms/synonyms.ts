/** Parses the synonyms and aliases that a user gives as text. */
import { describeValue, HansouError } from '../../../errors.ts';
import { fold } from '../../../text/folding.ts';
import { requireString } from '../../../validate.ts';
import { loadSynonymTable } from './load-synonym-table.ts';
import { SynonymTable } from './synonym-table.ts';

/** Maximum length of a synonym in UTF-16 units: no term is longer. */
const maxSynonymUnits = 64;

/**
 * Parses synonyms and aliases. A line lists words with the same meaning, `土豆, 马铃薯`. With an arrow, a query for a word
 * on the left also matches those on the right, but not the reverse: `市纪委 => 监利市纪委监委`. Words are separated by
 * commas (also ， and 、), or by spaces when the line has no comma. `#` begins a comment; empty lines are ignored.
 * @param table the synonyms are added to it
 * @throws HansouError BAD_DICTIONARY with the number of the line
 */
export function parseSynonyms(text: string, table = new SynonymTable()): SynonymTable {
  requireString(text, 'synonyms')
    .replace(/^\ufeff/, '')
    .split(/\r\n|[\n\r]/)
    .forEach((line, i) => {
      const content = line.replace(/#.*$/, '').trim();
      if (content === '') return;
      const sides = content.split(/=>|＝＞|→/);
      if (sides.length > 2) reject(i, 'at most one arrow', describeValue(content));
      const [left, right] = sides.map(side => parseWords(side, i));
      if (right) {
        if (!left.length || !right.length) reject(i, 'words on both sides of the arrow', describeValue(content));
        for (const word of left) table.add(word, right);
      } else {
        if (left.length < 2) reject(i, 'at least two words with the same meaning', describeValue(content));
        table.addGroup(left);
      }
    });
  return table;
}

/** Parsed at first use and never changed after that. */
let cachedCommonSynonyms: SynonymTable | undefined;

/** The synonyms that every index knows, from dict/synonyms.txt (医生 大夫, 北大 => 北京大学). */
export function loadCommonSynonyms(): SynonymTable {
  cachedCommonSynonyms ??= readCommonSynonyms();
  return cachedCommonSynonyms;
}

/** `parseSynonyms` for the list that is folded and without errors: a first query waits for it. */
function readCommonSynonyms(): SynonymTable {
  const table = new SynonymTable();
  for (const line of loadSynonymTable().commonSynonyms.split('|')) {
    const [left, right] = line.split(' => ').map(side => side.split(' '));
    if (right) for (const word of left) table.add(word, right);
    else table.addGroup(left);
  }
  return table;
}

function parseWords(side: string, line: number): string[] {
  const words = side
    .split(/[,，、\t]/.test(side) ? /[,，、\t]/ : /\s+/u)
    .map(word => fold(word.trim()))
    .filter(word => word !== '');
  for (const word of words)
    if (word.length > maxSynonymUnits)
      reject(line, `words of at most ${maxSynonymUnits} UTF-16 units`, `${word.length} units`);
  return words;
}

function reject(line: number, expected: string, got: string): never {
  throw new HansouError('BAD_DICTIONARY', `line ${line + 1} of the synonyms cannot be parsed`, {
    expected,
    got,
    hint: 'Write 土豆, 马铃薯 for words with the same meaning, or 市纪委 => 监利市纪委监委 for one direction only.',
  });
}
