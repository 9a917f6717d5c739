/** Reads amounts, shares, ranges and ordinals, and writes them otherwise: 3块钱, 50%, 三分之一, 3-5岁, 第三名. */
import type { NumberExpression } from './expression.ts';
import { matchAt, type Numeral, readNumeral } from './numerals.ts';
import { isClassifier, isIdiom, isUsualUnit, readUnit, type Unit } from './units.ts';
import { writeDigitForms, writeHan, writeHanDigits, writeHanValue } from './write-numerals.ts';

const percentPattern = /(百|千)分之/y;
const fractionPattern = /(\d{1,3})\/(\d{1,3})(?![\d/])/y;
const rangeSigns = ['-', '至', '到', '~', '—', '–', '——'];
const rangePattern = /——|[-~—–至到]/y;
/** A range has at most this many digits at each end: more are telephone numbers. */
const maxRangeDigits = 6;
const signs: readonly (readonly [string, string])[] = [
  ['百', '%'],
  ['千', '‰'],
];

/** Reads the amount, share, range or ordinal that begins at `at`. */
export function readAmount(text: string, at: number): NumberExpression | undefined {
  return readShare(text, at) ?? readOrdinal(text, at) ?? readMoney(text, at) ?? readQuantity(text, at);
}

/** 百分之五十, 千分之三, 三分之一, 1/3. (50% is a number with a unit.) */
function readShare(text: string, at: number): NumberExpression | undefined {
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
    spell: () => [`${upper}/${lower}`, `${writeHan(String(lower))}分之${writeHan(String(upper))}`],
  };
}

/** 第N, with the character behind it. */
function readOrdinal(text: string, at: number): NumberExpression | undefined {
  if (text[at] !== '第') return undefined;
  const numeral = readNumeral(text, at + 1);
  if (!numeral || numeral.value.includes('.')) return undefined;
  const { value, end } = numeral;
  const classifier = isClassifier(text[end]) ? text[end] : '';
  const context = classifier || hanCharacterAt(text, end);
  return {
    end: end + classifier.length,
    value: `ordinal ${value} ${classifier}`,
    spell: () =>
      [...writeDigitForms(value).slice(0, 2), ...writeHanValue(value)].map(number => `第${number}${context}`),
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
      ? { ...createQuantity(numeral.value, unit, unit.end), isLoose: numeral.isHan && numeral.end === at + 1 }
      : readBare(text, at, numeral))
  );
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
function createQuantity(value: string, unit: Unit, end: number): NumberExpression {
  const spell = (): string[] => {
    const share = signs.find(([, sign]) => sign === unit.spellings[0]);
    if (share) return [`${value}${share[1]}`, ...writeHanValue(value).map(number => `${share[0]}分之${number}`)];
    const spellings: string[] = [];
    const units = unit.spellings.filter(each => isUsualUnit(each, value));
    const isMoney = units[0] === '元';
    const couple = value === '2' ? ['两'] : [];
    for (const number of [...writeDigitForms(value), ...couple, ...writeHanValue(value)])
      for (const each of units) {
        const isLatin = /[a-z°]/.test(each[0]);
        if (isLatin && !/\d/.test(number)) continue;
        spellings.push(number + each);
        if (isLatin) spellings.push(`${number} ${each}`);
      }
    if (isMoney) {
      for (const number of writeDigitForms(value).slice(0, 2))
        spellings.push(`¥${number}`, ...(/[.万亿]/.test(number) ? [] : [`${number}.00元`, `¥${number}.00`]));
    }
    return spellings.filter(each => !isIdiom(each));
  };
  return { end, value: `quantity ${value} ${unit.spellings[0]}`, spell };
}

/** A number without a unit. A classifier behind it belongs to it: 三 alone, or in 三国, is no number. */
function readBare(text: string, at: number, { value, digits, isHan, end }: Numeral): NumberExpression | undefined {
  const behind = text[end];
  const classifier = isClassifier(behind) ? behind : '';
  const isSmall = isHan ? end === at + 1 : Number(value) < 10;
  if (isSmall && !classifier) return undefined;
  if (isHan && isSmall && isIdiom(text.slice(at, end + 1))) return undefined;
  const context = classifier || hanCharacterAt(text, end);
  const spell = (): string[] => {
    const couple = value === '2' ? ['两'] : [];
    const oneByOne = digits !== undefined && digits.length > 2 ? [digits, ...writeHanDigits(digits)] : [];
    // 三点零五 without a unit is a time.
    const han = value.includes('.') ? [] : writeHanValue(value);
    return [...writeDigitForms(value), ...oneByOne, ...couple, ...han]
      .map(number => number + context)
      .filter(each => each.length > 1 && !isIdiom(each));
  };
  return { end: end + classifier.length, value: `number ${value} ${classifier}`, isLoose: isHan && isSmall, spell };
}

/** The Han character at an offset, or nothing: what stands behind a number must stand behind its other spellings too. */
function hanCharacterAt(text: string, at: number): string {
  return /^\p{Script=Han}/u.exec(text.slice(at, at + 2))?.[0] ?? '';
}
