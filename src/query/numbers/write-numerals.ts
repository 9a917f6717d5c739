/** Writes a value in the usual ways: 1254, 1,254, 一千二百五十四, 两万, 1.5亿. The other way round is numerals.ts. */
import { scale } from './numerals.ts';

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

/** An integer in Han characters: 一千零五. @param value digits only */
export function writeHan(value: string): string {
  if (/^0*$/.test(value)) return '零';
  const sections: string[] = [];
  for (let end = value.length; end > 0; end -= 4) sections.unshift(value.slice(Math.max(0, end - 4), end));
  let written = '';
  let needsZero = false;
  sections.forEach((section, i) => {
    const number = Number(section);
    const power = sections.length - 1 - i;
    if (number === 0) {
      needsZero = written !== '';
      return;
    }
    if (written && (needsZero || number < 1000)) written += '零';
    written += writeSection(number) + ['', '万', '亿'][power];
    needsZero = false;
  });
  return written.replace(/^一十/, '十');
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

/** The usual ways to write an integer in Han characters: 二百, 两百, 贰佰; 二十三, 廿三. */
function writeHanForms(value: string): string[] {
  const plain = writeHan(value);
  const forms = [plain];
  const couple = plain.replace(/二(?=[百千万亿])/g, '两');
  if (couple !== plain) forms.push(couple, plain.replace(/^二(?=[百千万亿])/, '两'));
  forms.push(Array.from(plain.replace(/^十/, '一十'), sign => formalSigns[sign] ?? sign).join(''));
  if (/^[二三]十./.test(plain) && value.length === 2) forms.push((plain[0] === '二' ? '廿' : '卅') + plain.slice(2));
  return [...new Set(forms)];
}

/** The usual ways to write a value in digits: 20000, 20,000, 2万. */
export function writeDigitForms(value: string): string[] {
  const [integer, fraction] = value.split('.');
  const forms = [value];
  if (integer.length > 3)
    forms.push(integer.replace(/\B(?=(?:\d{3})+$)/g, ',') + (fraction === undefined ? '' : `.${fraction}`));
  for (const [power, sign] of [
    [8, '亿'],
    [4, '万'],
  ] as const) {
    if (integer.length <= power) continue;
    const scaled = scale(value, -power);
    if (scaled.length - (scaled.indexOf('.') + 1 || scaled.length) <= 4) forms.push(scaled + sign);
  }
  return forms;
}

/** A value in Han characters, in its usual ways: also 三点五, 一点五亿. */
export function writeHanValue(value: string): string[] {
  const [integer, fraction] = value.split('.');
  if (fraction !== undefined) return [`${writeHan(integer)}点${writeHanDigits(fraction)[0]}`];
  const forms = writeHanForms(integer);
  for (const [power, sign] of [
    [8, '亿'],
    [4, '万'],
  ] as const) {
    if (integer.length <= power) continue;
    const [whole, rest] = scale(value, -power).split('.');
    if (rest !== undefined && rest.length <= 2) forms.push(`${writeHan(whole)}点${writeHanDigits(rest)[0]}${sign}`);
  }
  return forms;
}
