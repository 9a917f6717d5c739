import { describe, expect, it } from 'vitest';
import { parseOptions, partNames, UsageError } from '../../../bench/options.ts';

describe('parseOptions', () => {
  it('selects all parts of the bench, or all studies that take no hours, when none is named', () => {
    expect(parseOptions([])).toMatchObject({
      parts: ['segment', 'index', 'query', 'cold', 'scale', 'web', 'native'],
      rounds: 5,
      sets: [],
    });
    expect(parseOptions(['study']).parts).toEqual([
      'quality',
      'finding',
      'names',
      'typed',
      'typos',
      'repair',
      'limits',
      'reading',
    ]);
    expect(parseOptions(['study', 'repair']).parts).toEqual(['repair']);
    expect(parseOptions(['--smoke']).parts).toEqual(partNames.filter(name => !/^(soak|fuzz|cluster.*)$/.test(name)));
  });

  it('reads which faults of a cluster are wanted', () => {
    expect(parseOptions(['study', 'cluster-faults']).faults).toBeUndefined();
    expect(parseOptions(['study', 'cluster-faults', '--faults', 'killed,push'])).toMatchObject({
      parts: ['cluster-faults'],
      faults: ['killed', 'push'],
    });
  });

  it('reads parts, a corpus and a number of documents', () => {
    const options = parseOptions(['index', 'query', '--corpus', 'x.jsonl.gz', '--docs', '500']);
    expect(options).toMatchObject({ parts: ['index', 'query'], corpus: 'x.jsonl.gz', count: 500 });
  });

  it('reads judged sets as folders, or as three files together with a number of documents', () => {
    expect(parseOptions(['quality', '--sets', 'a,b']).sets).toEqual([{ folder: 'a' }, { folder: 'b' }]);
    const options = parseOptions(['--docs', 'd.jsonl', '--docs', '10', '--queries', 'q.jsonl', '--qrels', 'r.tsv']);
    expect(options.sets).toEqual([{ docs: 'd.jsonl', queries: 'q.jsonl', qrels: 'r.tsv' }]);
    expect(options.count).toBe(10);
    expect(options.queries).toBeUndefined();
  });

  it('reads --json with and without a file', () => {
    expect(parseOptions(['--json'])).toMatchObject({ printsJson: true });
    expect(parseOptions(['--json', 'index'])).toMatchObject({ printsJson: true, parts: ['index'] });
    expect(parseOptions(['--json', 'out.json', 'index'])).toMatchObject({ printsJson: false, jsonFile: 'out.json' });
    expect(parseOptions([])).toMatchObject({ printsJson: false });
    expect(parseOptions([]).jsonFile).toBeUndefined();
  });

  it('takes the number of changes that is the default, 0, and none below it', () => {
    expect(parseOptions(['study', 'limits']).changes).toBe(0);
    expect(parseOptions(['study', 'limits', '--changes', '0']).changes).toBe(0);
    expect(parseOptions(['study', 'limits', '--changes', '300']).changes).toBe(300);
    expect(() => parseOptions(['study', 'limits', '--changes', '-1'])).toThrow(UsageError);
  });

  it('reads the commands baseline and report', () => {
    expect(parseOptions(['baseline', '--update'])).toMatchObject({ command: 'baseline', updatesBaseline: true });
    expect(parseOptions(['report']).command).toBe('report');
    expect(parseOptions(['index']).command).toBeUndefined();
  });

  it.each([
    [['nonsense']],
    [['--rounds', '0']],
    [['--docs', 'many']],
    [['--unknown']],
    [['baseline', 'index']],
    [['baseline', 'report']],
    [['--qrels', 'r.tsv']],
  ])('rejects a wrong command line: %j', words => {
    expect(() => parseOptions(words)).toThrow(UsageError);
  });
});
