import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingStudy } from '../../../bench/studies/finding/finding-study.ts';

describe('the study of finding', () => {
  it('counts by group which cases are answered, and names the others and the lines that are no case', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'hansou-')), 'cases.jsonl');
    const lines = [
      { group: 'words', text: '上级派人来修水库', query: '水库', found: true },
      { group: 'words', text: '上级派人来修水库', query: '火车', found: true },
      { group: 'not to be found', text: '票价1000元', query: '100', found: false },
    ];
    writeFileSync(path, [...lines.map(line => JSON.stringify(line)), '{"text":"?"}'].join('\n'));
    const { tables, notes } = await findingStudy(path);
    expect(tables[0].rows.map(({ name, cells }) => [name, ...cells])).toEqual([
      ['words', { value: 1 }, { value: 2 }],
      ['not to be found', { value: 1 }, { value: 1 }],
      ['in all', { value: 2 }, { value: 3 }],
    ]);
    expect(notes).toEqual([
      '1 × line is not a case, skipped: line 4 of cases.jsonl',
      '火车 does not find 上级派人来修水库',
    ]);
  });

  it('says that the file of cases is missing', async () => {
    const { tables, notes } = await findingStudy('/nowhere/cases.jsonl');
    expect(tables).toEqual([]);
    expect(notes).toEqual(['1 × file of cases is missing (--cases), skipped: /nowhere/cases.jsonl']);
  });
});
