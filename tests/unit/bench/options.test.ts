import { describe, expect, it } from 'vitest';
import { parseOptions, partNames, UsageError } from '../../../bench/options.ts';

describe('the words after npm run bench --', () => {
  it('without any mean all parts', () => {
    expect(parseOptions([])).toMatchObject({ parts: partNames, rounds: 5, isBaseline: false, sets: [] });
  });

  it('name parts, a corpus and how much of it', () => {
    const options = parseOptions(['index', 'query', '--corpus', 'x.jsonl.gz', '--docs', '500']);
    expect(options).toMatchObject({ parts: ['index', 'query'], corpus: 'x.jsonl.gz', count: 500 });
  });

  it('give judged sets as folders, or as three files beside the number of documents', () => {
    expect(parseOptions(['quality', '--sets', 'a,b']).sets).toEqual([{ folder: 'a' }, { folder: 'b' }]);
    const options = parseOptions(['--docs', 'd.jsonl', '--docs', '10', '--queries', 'q.jsonl', '--qrels', 'r.tsv']);
    expect(options.sets).toEqual([{ docs: 'd.jsonl', queries: 'q.jsonl', qrels: 'r.tsv' }]);
    expect(options.count).toBe(10);
    expect(options.queries).toBeUndefined();
  });

  it('may ask for JSON with or without a file', () => {
    expect(parseOptions(['--json']).json).toBe('');
    expect(parseOptions(['--json', 'index']).json).toBe('');
    expect(parseOptions(['--json', 'out.json', 'index']).json).toBe('out.json');
    expect(parseOptions([]).json).toBeUndefined();
  });

  it.each([
    [['nonsense']],
    [['--rounds', '0']],
    [['--docs', 'many']],
    [['--unknown']],
    [['baseline', 'index']],
    [['--qrels', 'r.tsv']],
  ])('are refused when wrong: %j', words => {
    expect(() => parseOptions(words)).toThrow(UsageError);
  });
});
