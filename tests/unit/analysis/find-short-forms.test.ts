import { expect, test } from 'vitest';
import { findShortForms } from '../../../src/analysis/find-short-forms.ts';
import { fold } from '../../../src/text/folding.ts';

/** The forms as text: short = full, with a bar before the core where that is shorter. */
function list(text: string): string[] {
  return findShortForms(text).map(({ full, short, core }) => {
    const name = `${text.slice(full.start, core.start)}|${text.slice(core.start, core.end)}`;
    return `${text.slice(short.start, short.end)} = ${name.replace(/^\|/, '')}`;
  });
}

test('finds short forms in brackets, quoted in several ways or not at all', () => {
  expect(list('参加比赛的有石桥市花鼓戏剧团（以下简称“石桥剧团”）等三家。')).toEqual(['石桥剧团 = 石桥市花鼓戏剧团']);
  expect(list('石桥市花鼓戏剧团（下称石桥剧团）来了')).toEqual(['石桥剧团 = 石桥市花鼓戏剧团']);
  expect(list('石桥市花鼓戏剧团(简称：「石桥剧团」)来了')).toEqual(['石桥剧团 = 石桥市花鼓戏剧团']);
  expect(list('石橋市花鼓戲劇團（以下簡稱『石橋劇團』）來了')).toEqual(['石橋劇團 = 石橋市花鼓戲劇團']);
});

test('takes the name from quotation marks as it stands', () => {
  expect(list('村里通过《石桥村河道保洁公约》（以下简称《河道公约》）。')).toEqual(['河道公约 = 石桥村河道保洁公约']);
  expect(list('《关于修订〈渡口规则〉的通知》（以下简称“《通知》”）')).toEqual(['通知 = 关于修订〈渡口规则〉的通知']);
});

test('begins a name behind the words that introduce it', () => {
  expect(list('日前，记者从石桥市水产品质量监测站（简称“水产监测站”）获悉')).toEqual([
    '水产监测站 = 石桥市|水产品质量监测站',
  ]);
  expect(list('9月5日石桥市水产品质量监测站（简称“石桥监测站”）挂牌')).toEqual(['石桥监测站 = 石桥市水产品质量监测站']);
});

test('finds several short forms of one name, and remarks before them', () => {
  expect(list('石桥水泥制品股份有限公司（证券代码：690000，以下简称“石桥水泥”或“水泥公司”）')).toEqual([
    '石桥水泥 = 石桥水泥制品股份有限公司',
    '水泥公司 = 石桥|水泥制品股份有限公司',
  ]);
  expect(list('石桥（横台）纺织有限公司（下称石桥纺织或者石纺公司）公告')).toEqual([
    '石桥纺织 = 石桥（横台）纺织有限公司',
    '石纺公司 = 石桥（横台）纺织有限公司',
  ]);
});

test('finds abbreviations in letters, and full names behind the short one', () => {
  expect(list('由国际渡口联合会（英文简称IFU）主办')).toEqual(['IFU = 国际渡口联合会']);
  expect(list('村社（全称“石桥村农业合作社”）分红')).toEqual(['村社 = 石桥村农业合作社']);
  expect(list('昨天石农社（全称为石桥农业合作社）分红')).toEqual(['石农社 = 石桥农业合作社']);
});

test('finds nothing where the short form has other characters than the name, or none is defined', () => {
  for (const text of [
    '石桥市水务集团（以下简称“甲方”）与渡口村（以下简称“乙方”）',
    '石桥省，简称“石”，',
    '他简称自己为老石',
    '以下简称',
    '（以下简称“”）',
    '会议全称是什么',
    '（全称）',
    '石桥（以下简称“石桥',
  ])
    expect(list(text), text).toEqual([]);
});

test('finds the same places in folded text', () => {
  const text = '由《石橋村河道保潔公約》（以下簡稱「河道公約」）和石橋漁業（渡口）合作社（下稱「石橋漁社」）規定';
  expect(findShortForms(fold(text))).toEqual(findShortForms(text));
  expect(findShortForms(text)).toHaveLength(2);
});
