/** Reads amounts, shares and ranges, and writes them otherwise: 3块钱, 50%, 三分之一, 3-5岁. */
import { spellDay } from './dates.ts';
import type { LooseSpellings, NumberExpression } from './expression.ts';
import { readHalf, writeHalves } from './halves.ts';
import { matchAt, type Numeral, readNumeral } from './numerals.ts';
import { hanCharacterAt, writeRomanBefore } from './ordinals.ts';
import { currencySigns, isClassifier, isIdiom, isUsualUnit, readUnit, type Unit } from './units.ts';
import { writeDigitForms, writeHan, writeHanDigits, writeHanValue } from './write-numerals.ts';

const percentPattern = /(百|千)分之/y;
const wholePattern = /百分之?百(?!分)/y;
const fractionPattern = /(\d{1,3})\/(\d{1,3})(?![\d/])/y;
const rangeSigns = ['-', '至', '到', '~', '—', '–', '——'];
const rangePattern = /——|[-~—–至到]/y;
/** A range has at most this many digits at each end: more are telephone numbers. */
const maxRangeDigits = 6;
const signs: readonly (readonly [string, string])[] = [
  ['百', '%'],
  ['千', '‰'],
];

/** Reads the amount, share or range that begins at `at`. */
export function readAmount(text: string, at: number): NumberExpression | undefined {
  return readShare(text, at) ?? readMoney(text, at) ?? readQuantity(text, at);
}

/** 百分之五十, 千分之三, 三分之一, 1/3. (50% is a number with a unit.) */
function readShare(text: string, at: number): NumberExpression | undefined {
  const whole = matchAt(wholePattern, text, at);
  if (whole) return createQuantity('100', { spellings: ['%'], end: at + whole[0].length }, at + whole[0].length);
  const percent = matchAt(percentPattern, text, at);
  if (percent) {
    const share = readNumeral(text, at + percent[0].length);
    const unit = signs.find(([sign]) => sign === percent[1])![1];
    return share && createQuantity(share.value, { spellings: [unit], end: share.end }, share.end);
  }
  const fraction = matchAt(fractionPattern, text, at);
  if (fraction) return createFraction(Number(fraction[1]), Number(fraction[2]), at + fraction[0].length);
  const lower = readNumeral(text, at);
  if (!lower?.isHan || !text.startsWith('分之', lower.end)) return undefined;
  const upper = readNumeral(text, lower.end + 2);
  return upper && createFraction(Number(upper.value), Number(lower.value), upper.end);
}

function createFraction(upper: number, lower: number, end: number): NumberExpression | undefined {
  if (!(upper > 0 && lower > upper && lower < 1000)) return undefined;
  return {
    end,
    value: `fraction ${upper}/${lower}`,
    // 10/31 may be a day.
    loosely:
      upper <= 12 && lower > 12 && lower <= 31
        ? { areWithoutYear: false, spell: () => spellDay(upper, lower) }
        : undefined,
    spell: () => [`${upper}/${lower}`, `${writeHan(String(lower))}分之${writeHan(String(upper))}`],
  };
}

/** ¥3, $ is left to the signs of names. */
function readMoney(text: string, at: number): NumberExpression | undefined {
  if (text[at] !== '¥') return undefined;
  const numeral = readNumeral(text, text[at + 1] === ' ' ? at + 2 : at + 1);
  const unit = readUnit('元', 0)!;
  return numeral && createQuantity(numeral.value, unit, numeral.end);
}

/** A number or a range of numbers, with its unit or the character behind it. */
function readQuantity(text: string, at: number): NumberExpression | undefined {
  const numeral = readNumeral(text, at);
  if (!numeral) return undefined;
  const unit = readUnit(text, numeral.end);
  return (
    readRange(text, numeral, unit) ??
    (unit
      ? { ...createTimed(numeral.value, unit), isLoose: numeral.isHan && numeral.end === at + 1 }
      : readBare(text, at, numeral))
  );
}

/** A number with a unit; 一个半小时 are 1.5小时. */
function createTimed(value: string, unit: Unit): NumberExpression {
  const half = readHalf(value, unit.spellings[0]);
  if (!half) return createQuantity(value, unit, unit.end);
  const whole = readUnit(half.unit, 0);
  if (whole) return createQuantity(half.value, whole, unit.end);
  return { ...createBare(half.unit, { value: half.value, digits: undefined, isHan: false, end: 0 }), end: unit.end };
}

function readRange(text: string, from: Numeral, fromUnit: Unit | undefined): NumberExpression | undefined {
  const classifierEnd = isClassifier(text[from.end]) ? from.end + 1 : from.end;
  for (const signStart of new Set([fromUnit?.end ?? from.end, classifierEnd, from.end])) {
    const sign = matchAt(rangePattern, text, signStart);
    const to = sign ? readNumeral(text, signStart + sign[0].length) : undefined;
    if (!to || from.value.length > maxRangeDigits || to.value.length > maxRangeDigits) continue;
    if (Number(from.value) >= Number(to.value)) continue;
    const between = text.slice(from.end, signStart);
    const classifier = isClassifier(text[to.end]) ? text[to.end] : '';
    const unit = readUnit(text, to.end) ?? { spellings: [classifier], end: to.end + classifier.length };
    // 3岁至5岁 has one unit twice; anything else between the numbers is no range.
    if (between !== '' && !unit.spellings.includes(between.trim())) continue;
    return createRange(from.value, to.value, unit);
  }
  return undefined;
}

function createRange(from: string, to: string, { spellings: units, end }: Unit): NumberExpression {
  const spell = (): string[] => {
    const spellings: string[] = [];
    const pairs = [[from, to]];
    const [hanFrom, hanTo] = [writeHanValue(from)[0], writeHanValue(to)[0]];
    for (const unit of units) {
      for (const [first, last] of pairs) for (const sign of rangeSigns) spellings.push(`${first}${sign}${last}${unit}`);
      if (unit !== '') for (const sign of rangeSigns.slice(0, 4)) spellings.push(`${from}${unit}${sign}${to}${unit}`);
      if (!isShareSign(unit)) {
        spellings.push(`${hanFrom}至${hanTo}${unit}`, `${hanFrom}到${hanTo}${unit}`);
        if (unit !== '') spellings.push(`${hanFrom}${unit}至${hanTo}${unit}`, `${hanFrom}${unit}到${hanTo}${unit}`);
      }
    }
    return spellings;
  };
  return { end, value: `range ${from} ${to} ${units[0]}`, spell };
}

function isShareSign(unit: string): boolean {
  return unit === '%' || unit === '‰';
}

/** A number with a unit. */
export function createQuantity(value: string, unit: Unit, end: number): NumberExpression {
  const spell = (): string[] => {
    const share = signs.find(([, sign]) => sign === unit.spellings[0]);
    if (share) {
      const whole = share[1] === '%' && value === '100' ? ['百分之百', '百分百'] : [];
      const tenths = /^\d+$/.test(value) ? [`${value}.0${share[1]}`] : [];
      return [
        `${value}${share[1]}`,
        ...tenths,
        ...writeHanValue(value).map(number => `${share[0]}分之${number}`),
        ...whole,
      ];
    }
    const spellings: string[] = [];
    const units = unit.spellings.filter(each => isUsualUnit(each, value));
    const currency = currencySigns.get(unit.spellings[0]);
    const couple = value === '2' ? ['两'] : [];
    for (const number of [...writeDigitForms(value), ...couple, ...writeHanValue(value)])
      for (const each of units) {
        const isLatin = /[a-z°μ]/.test(each[0]);
        if (isLatin && !/\d/.test(number)) continue;
        spellings.push(number + each);
        if (isLatin) spellings.push(`${number} ${each}`);
      }
    if (currency !== undefined) {
      for (const number of writeDigitForms(value).slice(0, 2)) spellings.push(currency + number);
      if (currency === '¥')
        for (const number of writeDigitForms(value).slice(0, 2))
          if (!/[.万亿]/.test(number)) spellings.push(`${number}.00元`, `¥${number}.00`);
    }
    spellings.push(...writeDivided(value, unit.spellings[0]), ...writeHalves(value, unit.spellings[0]));
    return spellings.filter(each => !isIdiom(each));
  };
  return { end, value: `quantity ${value} ${unit.spellings[0]}`, spell };
}

/** 1.8米 is also 1米8 and 1.80米, 3.5元 also 3块5 and 3.50元. */
function writeDivided(value: string, unit: string): string[] {
  const [whole, fraction = ''] = value.split('.');
  const spoken = { 米: '米', 元: '块' }[unit];
  if (spoken === undefined || fraction.length < 1 || fraction.length > 2 || fraction[0] === '0') return [];
  if (!(Number(whole) >= 1 && whole.length <= 3)) return [];
  const [hanWhole] = whole === '2' ? ['两'] : writeHanValue(whole);
  const forms = [`${whole}${spoken}${fraction}`];
  if (fraction.length === 1) forms.push(`${value}0${unit}`);
  if (Number(whole) < 20) forms.push(`${hanWhole}${spoken}${writeHanDigits(fraction)[0]}`);
  if (fraction.length === 1) forms.push(unit === '元' ? `${forms[0]}毛` : `${forms[0]}0`);
  return forms;
}

/** A number without a unit. A classifier behind it belongs to it: 三 alone, or in 三国, is no number. */
function readBare(text: string, at: number, numeral: Numeral): NumberExpression | undefined {
  const { value, isHan, end } = numeral;
  const isSmall = isHan ? end === at + 1 : Number(value) < 10;
  if (isSmall && !isClassifier(text[end])) return undefined;
  if (isHan && isSmall && isIdiom(text.slice(at, end + 1))) return undefined;
  return { ...createBare(text, numeral), isLoose: isHan && isSmall };
}

/** A number with the classifier that stands behind it in a text. */
export function createBare(text: string, { value, digits, end }: Numeral): NumberExpression {
  const classifier = isClassifier(text[end]) ? text[end] : '';
  const context = classifier || hanCharacterAt(text, end);
  const spell = (): string[] => {
    const couple = value === '2' ? ['两'] : [];
    const oneByOne = digits !== undefined && digits.length > 2 ? [digits, ...writeHanDigits(digits)] : [];
    // 三点零五 without a unit is a time.
    const han = value.includes('.') ? [] : [...writeHanValue(value), ...writeRomanBefore(classifier, value)];
    return [...writeDigitForms(value), ...oneByOne, ...couple, ...han, ...writeSplitDigits(digits ?? '')]
      .map(number => number + context)
      .concat(writeHalves(value, classifier))
      .filter(each => each.length > 1 && !isIdiom(each));
  };
  return { end: end + classifier.length, value: `number ${value} ${classifier}`, loosely: spellDays(value), spell };
}

/** 618 and 1212 may be days: 6·18, 12·12, 双十二. */
function writeSplitDigits(digits: string): string[] {
  const [, month, day] = /^([1-9]|1[0-2])([12]\d|3[01])$/.exec(digits) ?? [];
  if (month === undefined) return [];
  return [`${month}·${day}`, ...(isDoubleDay(month, day) ? writeDoubleDay(day) : [])];
}

/** 6.18 and 12.12 may be days as well. */
function spellDays(value: string): LooseSpellings | undefined {
  const [month, day = ''] = value.split('.');
  const spellings = writeSplitDigits(month + day);
  return day.length === 2 && spellings.length > 0 ? { areWithoutYear: false, spell: () => spellings } : undefined;
}

/** Whether a day of many offers has a name of its own. */
function isDoubleDay(month: string, day: string): boolean {
  return month === day && (day === '11' || day === '12');
}

/** 双十一, 双11: the eleventh of November. @param day 11 or 12 */
function writeDoubleDay(day: string): string[] {
  return [`双${writeHan(day)}`, `双${day}`];
}
