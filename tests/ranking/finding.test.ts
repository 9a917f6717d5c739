/** Small cases of what readers type, by kind: the text of each must be the first hit among others, or no hit. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type FindingCase, isAnswered } from '../../bench/studies/finding/finding-study.ts';
import { baseLexicon } from '../../src/base-lexicon.ts';

const lexicon = await baseLexicon();
const cases = readFileSync(new URL('finding.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map(line => JSON.parse(line) as FindingCase);

describe.each([...new Set(cases.map(({ group }) => group))])('%s', group => {
  it.each(cases.filter(each => each.group === group))('answers $query where $text stands: $found', each => {
    expect(isAnswered(each, lexicon)).toBe(true);
  });
});

it('fails a case that is answered otherwise than it says', () => {
  const [first] = cases;
  expect(isAnswered({ ...first, found: !first.found }, lexicon)).toBe(false);
});
