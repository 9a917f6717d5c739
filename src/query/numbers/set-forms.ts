/**
 * Reads numbers that are said in a form of their own, and writes them otherwise: 90后, 八五折, 1米8, 3块5, 零下5度, 3比1,
 * 9·11, 双十一, 3×3, 高三, 半小时, 五五开, 买1送1.
 */
import { createBare, createQuantity, readAmount } from './amounts.ts';
import { spellDay } from './dates.ts';
import type { NumberExpression } from './expression.ts';
import { matchAt, readNumeral } from './numerals.ts';
import { hanCharacterAt } from './ordinals.ts';
import { isClassifier, readUnit } from './units.ts';
import { writeDigitForms, writeHanDigits, writeHanValue } from './write-numerals.ts';

const han = '[一二三四五六七八九]';
const generationPattern = /(\d\d|[〇○零一二三四五六七八九]{2})后/y;
const discountPattern = /* @__PURE__ */ new RegExp(`(?:([1-9])\\.?([1-9])?|(${han})点?(${han})?)折`, 'y');
const dividedPattern = /* @__PURE__ */ new RegExp(
  `(\\d{1,3}|[两十]|${han}|十${han})([米块])(\\d{1,2}|${han}{1,2})[毛角]?(?![\\d.点十百千万多几]|${han})`,
  'y',
);
const belowZeroPattern = /零下 ?/y;
const ratioPattern =
  /(\d{1,3}|[〇零一二三四五六七八九十百]{1,4})( ?: ?|比)(\d{1,3}|[〇零一二三四五六七八九十百]{1,4})(?![\d:点.])/y;
const doubleDayPattern = /双(1[12]|十[一二])(?![\d.一二三四五六七八九])/y;
const productPattern = /(\d{1,5}) ?[×x*] ?(\d{1,5})(?![\d.]| ?[×x*])/y;
const schoolYearPattern = /([高初大])([一二三四1-4])(?![\d.:一二三四五六七八九十百千万])/y;
const halfHourPattern = /半个?(?:小时|钟头)/y;
const sharesPattern = /([1-9]{2}|[一二三四五六七八九]{2})开(?!元|本|[\dk])/y;
const pairPattern = /([1-9])(\p{Script=Han})([1-9])(?![\d.:])/uy;
const splitPattern = /(\d{1,2})·(\d{1,2})(?![\d·])/y;

/** Reads the number in a form of its own that begins at `at`. */
export function readSetForm(text: string, at: number): NumberExpression | undefined {
  return (
    readGeneration(text, at) ??
    readDiscount(text, at) ??
    readDivided(text, at) ??
    readBelowZero(text, at) ??
    readRatio(text, at) ??
    readSplitDigits(text, at) ??
    readDoubleDay(text, at) ??
    readProduct(text, at) ??
    readSchoolYear(text, at) ??
    readHalfHour(text, at) ??
    readShares(text, at) ??
    readPair(text, at)
  );
}

/** 90后, 九零后: those who were born in the nineties. */
function readGeneration(text: string, at: number): NumberExpression | undefined {
  const match = matchAt(generationPattern, text, at);
  if (!match) return undefined;
  const digits = toDigits(match[1]);
  return {
    end: at + match[0].length,
    value: `generation ${digits}`,
    spell: () => [digits, ...writeHanDigits(digits)].map(written => `${written}后`),
  };
}

/** 8.5折, 85折, 八五折: a price of 85 %. */
function readDiscount(text: string, at: number): NumberExpression | undefined {
  const match = matchAt(discountPattern, text, at);
  if (!match) return undefined;
  const digits = toDigits((match[1] ?? match[3]) + (match[2] ?? match[4] ?? ''));
  const [hanDigits] = writeHanDigits(digits);
  const forms = digits.length === 1 ? [] : [digits.split('').join('.'), Array.from(hanDigits).join('点')];
  return {
    end: at + match[0].length,
    value: `discount ${digits}`,
    spell: () => [...forms, digits, hanDigits].map(written => `${written}折`),
  };
}

/** 1米8, 3块5: 1.8米, 3.5元. */
function readDivided(text: string, at: number): NumberExpression | undefined {
  const match = matchAt(dividedPattern, text, at);
  const whole = match && readNumeral(text, at);
  if (!match || !whole) return undefined;
  const end = at + match[0].length;
  // 3米5个 and 3块5斤 are two amounts.
  if (isClassifier(text[end]) || readUnit(text, end)) return undefined;
  const value = `${whole.value}.${toDigits(match[3])}`.replace(/0+$/, '').replace(/\.$/, '');
  return createQuantity(value, readUnit(match[2], 0)!, end);
}

/** 零下5度: -5℃, which is read as 5℃ behind a sign. */
function readBelowZero(text: string, at: number): NumberExpression | undefined {
  const start = at + (matchAt(belowZeroPattern, text, at)?.[0].length ?? 0);
  const numeral = start > at ? readNumeral(text, start) : undefined;
  const unit = numeral && readUnit(text, numeral.end);
  if (!numeral || unit?.spellings[0] !== '℃') return undefined;
  const { value } = numeral;
  return {
    end: unit.end,
    value: `degrees -${value}`,
    spell: () =>
      unit.spellings.flatMap(each => [
        `-${value}${each}`,
        ...[...writeDigitForms(value), ...writeHanValue(value)].map(number => `零下${number}${each}`),
      ]),
  };
}

/** 3:1, 三比一. */
function readRatio(text: string, at: number): NumberExpression | undefined {
  const match = matchAt(ratioPattern, text, at);
  if (!match) return undefined;
  const [all, from, sign, to] = match;
  if (sign !== '比' && !/^\d+$/.test(from + to)) return undefined;
  const [first, second] = [readNumeral(from, 0), readNumeral(to, 0)];
  if (first?.end !== from.length || second?.end !== to.length) return undefined;
  return {
    end: at + all.length,
    isApart: sign !== '比',
    value: `ratio ${first.value}:${second.value}`,
    spell: () => [
      `${first.value}:${second.value}`,
      `${first.value}-${second.value}`,
      `${first.value}比${second.value}`,
      `${writeHanValue(first.value)[0]}比${writeHanValue(second.value)[0]}`,
    ],
  };
}

/** 9·11, 6·18: days that are also written 911, 618. */
function readSplitDigits(text: string, at: number): NumberExpression | undefined {
  const match = matchAt(splitPattern, text, at);
  if (!match) return undefined;
  const [all, month, day] = match;
  const digits = month + day;
  const expression = createBare(text, { value: digits, digits, isHan: false, end: at + all.length });
  return expression && { ...expression, spell: () => [...expression.spell(), `${month}.${day}`] };
}

/** 双十一, 双12: days of many offers. */
function readDoubleDay(text: string, at: number): NumberExpression | undefined {
  const match = matchAt(doubleDayPattern, text, at);
  if (!match) return undefined;
  const day = /[1一]$/.test(match[1]) ? '11' : '12';
  const { value, spell } = createBare('', { value: day + day, digits: day + day, isHan: false, end: 0 });
  const loosely = { areWithoutYear: false, spell: () => [`${day}.${day}`, ...spellDay(Number(day), Number(day))] };
  return { end: at + match[0].length, value, loosely, spell };
}

/** 3×3, 1920x1080, 5*7. */
function readProduct(text: string, at: number): NumberExpression | undefined {
  const match = matchAt(productPattern, text, at);
  if (!match) return undefined;
  const [all, first, second] = match;
  return {
    end: at + all.length,
    isApart: !all.includes('x'),
    value: `product ${first} ${second}`,
    spell: () => ['×', 'x', '*'].map(sign => first + sign + second),
  };
}

/** 高三, 初2, 大一: years at a school. */
function readSchoolYear(text: string, at: number): NumberExpression | undefined {
  const match = matchAt(schoolYearPattern, text, at);
  const end = at + (match?.[0].length ?? 0);
  // 高3米 and 大一号 are something else.
  if (!match || isClassifier(text[end]) || readUnit(text, end)) return undefined;
  const digit = toDigits(match[2]);
  const context = hanCharacterAt(text, end);
  return {
    end,
    value: `school year ${match[1]} ${digit}`,
    spell: () => [digit, ...writeHanDigits(digit)].map(written => match[1] + written + context),
  };
}

/** 半小时: 30分钟. (1.5小时 is an amount.) */
function readHalfHour(text: string, at: number): NumberExpression | undefined {
  const match = matchAt(halfHourPattern, text, at);
  return match ? createQuantity('30', readUnit('分钟', 0)!, at + match[0].length) : undefined;
}

/** 五五开, 37开: shares of ten. */
function readShares(text: string, at: number): NumberExpression | undefined {
  const match = matchAt(sharesPattern, text, at);
  if (!match) return undefined;
  const digits = toDigits(match[1]);
  return {
    end: at + match[0].length,
    value: `shares ${digits}`,
    spell: () => [digits, ...writeHanDigits(digits)].map(written => `${written}开`),
  };
}

/**
 * 买1送1, 3选2, 1对1: two counts on both sides of what is done; with a unit or classifier behind one of them they are amounts, and
 * 1至2 is one amount.
 */
function readPair(text: string, at: number): NumberExpression | undefined {
  const match = matchAt(pairPattern, text, at);
  const end = at + (match?.[0].length ?? 0);
  if (!match || (match[2] !== '对' && (isClassifier(match[2]) || readUnit(text, at + 1)))) return undefined;
  if (isClassifier(text[end]) || readUnit(text, end)) return undefined;
  if ((readAmount(text, at)?.end ?? at) >= end) return undefined;
  const [first, second] = [match[1], match[3]].map(digit => writeHanDigits(digit)[0]);
  return { end, isApart: true, value: `pair ${match[0]}`, spell: () => [first + match[2] + second] };
}

function toDigits(written: string): string {
  return Array.from(written, sign => (/\d/.test(sign) ? sign : readNumeral(sign, 0)!.value)).join('');
}
