/** Writes a value in the usual ways: 1254, 1,254, 一千二百五十四, 两万, 1.5亿. The other way round is numerals.ts. */
import { maxRunDigits, scale } from './numerals.ts';

const hanDigits = '零一二三四五六七八九';
const formalSigns: Readonly<Record<string, string>> = {
  一: '壹',
  二: '贰',
  三: '叁',
  四: '肆',
  五: '伍',
  六: '陆',
  七: '柒',
  八: '捌',
  九: '玖',
  十: '拾',
  百: '佰',
  千: '仟',
};
const sectionPowers = ['', '十', '百', '千'];

/** An integer in Han characters: 一千零五, 一万五千亿. @param value digits only, at most sixteen */
export function writeHan(value: string): string {
  const number = value.replace(/^0+(?=\d)/, '');
  if (number === '0') return '零';
  const high = number.slice(0, -8);
  const low = Number(number.slice(-8));
  const written = high === '' ? writeBelowHundredMillion(low) : `${writeHan(high)}亿${joinBelow(low, 1e7)}`;
  return written.replace(/^一十/, '十');
}

/** A number from 1 to 99,999,999 in Han characters. */
function writeBelowHundredMillion(value: number): string {
  const high = Math.floor(value / 1e4);
  return high === 0 ? writeSection(value) : `${writeSection(high)}万${joinBelow(value % 1e4, 1e3)}`;
}

/** What follows 万 or 亿: with 零 when it begins at a lower place than `next`, nothing for 0. */
function joinBelow(value: number, next: number): string {
  return value === 0 ? '' : (value < next ? '零' : '') + writeBelowHundredMillion(value);
}

/** A number below 10,000 in Han characters, with 一十 for 10. */
function writeSection(value: number): string {
  let written = '';
  let isZero = false;
  for (let power = 3; power >= 0; power--) {
    const digit = Math.floor(value / 10 ** power) % 10;
    if (digit === 0) isZero = written !== '';
    else {
      written += (isZero ? '零' : '') + hanDigits[digit] + sectionPowers[power];
      isZero = false;
    }
  }
  return written;
}

/** Digits one by one in Han characters; with a zero, in its three forms: 二〇二二, 二零二二, 二○二二. */
export function writeHanDigits(digits: string): string[] {
  const zeros = digits.includes('0') ? ['〇', '零', '○'] : ['零'];
  return zeros.map(zero => Array.from(digits, digit => (digit === '0' ? zero : hanDigits[Number(digit)])).join(''));
}

/** Han numerals as documents have them, which nobody can change: 贰佰. */
export function writeFormally(numerals: string): string {
  return Array.from(numerals, sign => formalSigns[sign] ?? sign).join('');
}

/** The usual ways to write an integer in Han characters: 二百, 两百, 贰佰; 二十三, 廿三; 一百零八, 一百〇八. */
function writeHanForms(value: string): string[] {
  const plain = writeHan(value);
  const forms = [plain];
  const couple = plain.replace(/二(?=[百千万亿])/g, '两');
  if (couple !== plain) forms.push(couple, plain.replace(/^二(?=[百千万亿])/, '两'));
  if (plain.includes('零') && plain.length > 1) forms.push(plain.replaceAll('零', '〇'));
  forms.push(writeFormally(plain.replace(/^十/, '一十')));
  if (/^[二三]十./.test(plain) && value.length === 2) forms.push((plain[0] === '二' ? '廿' : '卅') + plain.slice(2));
  return [...new Set(forms)];
}

/** The usual ways to write a value in digits: 25000, 25,000, 2.5万, 2万5千. */
export function writeDigitForms(value: string): string[] {
  const [integer, fraction] = value.split('.');
  const forms = integer.length > maxRunDigits ? [] : [value];
  if (integer.length > 3 && integer.length <= maxRunDigits)
    forms.push(integer.replace(/\B(?=(?:\d{3})+$)/g, ',') + (fraction === undefined ? '' : `.${fraction}`));
  for (const [power, sign] of [
    [12, '万亿'],
    [8, '亿'],
    [4, '万'],
  ] as const) {
    if (integer.length <= power) continue;
    const scaled = scale(value, -power);
    if (scaled.length - (scaled.indexOf('.') + 1 || scaled.length) <= 4) forms.push(scaled + sign);
  }
  if (/^[1-9]000$/.test(value)) forms.push(`${value[0]}千`);
  if (/^\d[1-9]000$/.test(value)) forms.push(`${value[0]}万${value[1]}千`);
  return forms;
}

/** An integer from 1 to 39 in Roman numerals, folded: xiv. */
export function writeRoman(value: number): string {
  const ones = ['', 'i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix'];
  return 'x'.repeat(Math.floor(value / 10)) + ones[value % 10];
}

/** A value in Han characters, in its usual ways: also 三点五, 一点五亿. */
export function writeHanValue(value: string): string[] {
  const [integer, fraction] = value.split('.');
  if (fraction !== undefined) return [`${writeHan(integer)}点${writeHanDigits(fraction)[0]}`];
  const forms = writeHanForms(integer);
  for (const [power, sign] of [
    [12, '万亿'],
    [8, '亿'],
    [4, '万'],
  ] as const) {
    if (integer.length <= power) continue;
    const [whole, rest] = scale(value, -power).split('.');
    if (rest !== undefined && rest.length <= 2) forms.push(`${writeHan(whole)}点${writeHanDigits(rest)[0]}${sign}`);
  }
  return forms;
}
