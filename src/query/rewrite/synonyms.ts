import { describeValue, HansouError } from '../../errors.ts';
import { fold } from '../../text/folding.ts';
import { requireString } from '../../validate.ts';
import { SynonymTable } from './synonym-table.ts';

/** A word of more UTF-16 units is refused: no term is longer. */
const maxSynonymUnits = 64;

/**
 * Reads synonyms and aliases. One line holds words of one meaning, `土豆, 马铃薯`; with an arrow a query for what stands
 * before it finds what stands behind it too, not the other way round: `市纪委 => 监利市纪委监委`. Words are separated by
 * commas (also ， and 、), or by blanks where there is no comma. `#` begins a comment; empty lines do not count.
 * @throws HansouError BAD_DICTIONARY, naming the line
 */
export function parseSynonyms(text: string): SynonymTable {
  const table = new SynonymTable();
  requireString(text, 'synonyms')
    .replace(/^\ufeff/, '')
    .split(/\r\n|[\n\r]/)
    .forEach((line, i) => {
      const content = line.replace(/#.*$/, '').trim();
      if (content === '') return;
      const sides = content.split(/=>|＝＞|→/);
      if (sides.length > 2) refuse(i, 'at most one arrow', describeValue(content));
      const [left, right] = sides.map(side => parseWords(side, i));
      if (right) {
        if (!left.length || !right.length) refuse(i, 'words on both sides of the arrow', describeValue(content));
        for (const word of left) table.add(word, right);
      } else {
        if (left.length < 2) refuse(i, 'at least two words of one meaning', describeValue(content));
        table.addGroup(left);
      }
    });
  return table;
}

function parseWords(side: string, line: number): string[] {
  const words = side
    .split(/[,，、\t]/.test(side) ? /[,，、\t]/ : /\s+/u)
    .map(word => fold(word.trim()))
    .filter(word => word !== '');
  for (const word of words)
    if (word.length > maxSynonymUnits)
      refuse(line, `words of at most ${maxSynonymUnits} UTF-16 units`, `${word.length}`);
  return words;
}

function refuse(line: number, expected: string, got: string): never {
  throw new HansouError('BAD_DICTIONARY', `line ${line + 1} of the synonyms cannot be read`, {
    expected,
    got,
    hint: 'Write 土豆, 马铃薯 for words of one meaning, or 市纪委 => 监利市纪委监委 for one way only.',
  });
}
