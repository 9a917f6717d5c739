/**
 * Reads numerals: 1254, 1,254, 1.5亿, 2万5千, 一千二百五十四, 二〇二二, 壹佰, 三点五. Texts are folded. A value is a decimal
 * string without useless zeros (`1254`, `0.5`), so that no digit is lost. The other way round is write-numerals.ts.
 */

/** Maximum number of digits before the point of a run; longer ones are numbers of telephones and papers. */
export const maxRunDigits = 12;
/** Maximum number of digits before the point of a value: those of 15000亿 are more than are written out. */
const maxIntegerDigits = 16;

/** A numeral that was read. */
export interface Numeral {
  /** Where it ends, in UTF-16 units of the text. */
  readonly end: number;
  /** Its value, a decimal string. */
  readonly value: string;
  /** Whether it is written in Han characters only. */
  readonly isHan: boolean;
  /** Its digits when it is written digit by digit: 2022, 二〇二二; undefined for 1,254 and 十二. */
  readonly digits: string | undefined;
}

const hanDigits: Readonly<Record<string, string>> = /* @__PURE__ */ Object.fromEntries(
  /* @__PURE__ */ Array.from(
    /* @__PURE__ */ '〇0○0零0一1二2三3四4五5六6七7八8九9两2壹1贰2叁3肆4伍5陆6柒7捌8玖9'.match(/../gu)!,
    pair => [pair[0], pair[1]],
  ),
);
/** Powers of ten by the character that multiplies by them. */
const hanPowers: Readonly<Record<string, number>> = { 十: 1, 拾: 1, 百: 2, 佰: 2, 千: 3, 仟: 3, 万: 4, 亿: 8 };
const twenties: Readonly<Record<string, string>> = { 廿: '二十', 卅: '三十' };

const arabicPattern = /(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?/y;
const hanPattern = /[〇○零一二三四五六七八九十百千万亿两廿卅壹贰叁肆伍陆柒捌玖拾佰仟]+/y;
const hanFractionPattern = /点([〇零一二三四五六七八九]+)(万亿|[万亿])?(?![十百分]|千(?![克米瓦卡伏]))/y;
const powersPattern = /[十百千万亿]+/y;

/** Reads the numeral that begins at `at`; undefined when none begins there, or when it is no number as a whole (万一). */
export function readNumeral(text: string, at: number): Numeral | undefined {
  const arabic = matchAt(arabicPattern, text, at);
  return arabic ? readArabic(text, at, arabic[0]) : readHan(text, at);
}

/** The match of a sticky pattern at an offset. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** A decimal string times a power of ten. */
export function scale(decimal: string, power: number): string {
  const [integer, fraction = ''] = decimal.split('.');
  const digits = integer + fraction.padEnd(Math.max(0, power), '0');
  const point = integer.length + power;
  return trimZeros(
    point <= 0 ? `0.${'0'.repeat(-point)}${digits}` : `${digits.slice(0, point)}.${digits.slice(point)}`,
  );
}

function trimZeros(decimal: string): string {
  const [integer, fraction = ''] = decimal.split('.');
  const shortFraction = fraction.replace(/0+$/, '');
  return integer.replace(/^0+(?=\d)/, '') + (shortFraction && `.${shortFraction}`);
}

/** A number in digits, with the characters that multiply it: 2万5千 is a sum. */
function readArabic(text: string, at: number, run: string): Numeral | undefined {
  const integer = run.replace(/[,.].*$/, '');
  const plain = run.replaceAll(',', '');
  // 007 is a name. A year in digits may not begin with 0 either; dates read their own digits.
  if (integer.length > 1 && integer[0] === '0') return undefined;
  let end = at + run.length;
  let value = trimZeros(plain);
  if (plain.replace(/\..*$/, '').length > maxRunDigits) return undefined;
  let digits = /^\d+$/.test(run) ? run : undefined;
  let power = readPowers(text, end);
  if (power) {
    value = scale(value, power.power);
    end = power.end;
    digits = undefined;
    // 2万5千: the next number is smaller than the power before it.
    for (let last = power.power; last > 1; ) {
      const next = matchAt(/\d+/y, text, end);
      if (!next) break;
      power = readPowers(text, end + next[0].length);
      const nextPower = power?.power ?? 0;
      if (!power || nextPower + next[0].length > last || value.includes('.')) return undefined;
      value = addBelow(value, scale(next[0], nextPower));
      end = power.end;
      last = nextPower;
    }
  }
  return isTooLong(value) ? undefined : { end, value, isHan: false, digits };
}

/** Characters such as 百万 behind digits: the power of ten that they multiply by. */
function readPowers(text: string, at: number): { readonly power: number; readonly end: number } | undefined {
  const signs = dropKilo(matchAt(powersPattern, text, at)?.[0] ?? '', text, at);
  if (signs === '' || signs.length > 2) return undefined;
  const powers = Array.from(signs, sign => hanPowers[sign]);
  if (powers.length === 2 && powers[0] >= powers[1]) return undefined;
  return { power: powers.reduce((sum, power) => sum + power, 0), end: at + signs.length };
}

/** Han numerals at `at` without a last 千 that belongs to a unit: 千克, 千米. */
function dropKilo(run: string, text: string, at: number): string {
  const behind = text[at + run.length];
  return run.endsWith('千') && behind !== undefined && '克米瓦卡伏'.includes(behind) ? run.slice(0, -1) : run;
}

/** Adds a number to one that ends with at least as many zeros as the other has digits. */
function addBelow(value: string, small: string): string {
  return value.slice(0, value.length - small.length) + small;
}

function readHan(text: string, at: number): Numeral | undefined {
  const match = matchAt(hanPattern, text, at);
  if (!match) return undefined;
  const run = dropKilo(match[0], text, at);
  // 千 of 千伏 is a part of the unit.
  if (run === '') return undefined;
  const end = at + run.length;
  if (/^(?:[〇○零一二三四五六七八九]{3,}|[〇零壹贰叁肆伍陆柒捌玖]{3,})$/.test(run)) {
    const digits = Array.from(run, sign => hanDigits[sign]).join('');
    return isTooLong(digits) ? undefined : { end, value: trimZeros(digits), isHan: true, digits };
  }
  const value = hanInteger(run);
  if (value === undefined || isTooLong(value)) return undefined;
  const fraction = matchAt(hanFractionPattern, text, end);
  if (!fraction || /[万亿]$/.test(run)) return { end, value, isHan: true, digits: undefined };
  const decimal = trimZeros(`${value}.${Array.from(fraction[1], sign => hanDigits[sign]).join('')}`);
  const power = Array.from(fraction[2] ?? '', sign => hanPowers[sign]).reduce((sum, power) => sum + power, 0);
  return { end: end + fraction[0].length, value: scale(decimal, power), isHan: true, digits: undefined };
}

/** The value of 一千二百五十四, as a string of digits; undefined when it is no number. */
export function hanInteger(run: string): string | undefined {
  let total = 0;
  /** What stands before the next 万 or 亿. */
  let section = 0;
  let digit: number | undefined;
  let lastPower = 12;
  let hasZero = false;
  for (const sign of run.replace(/[廿卅]/g, twenty => twenties[twenty])) {
    if (sign in hanDigits) {
      if (digit !== undefined) return undefined;
      const value = Number(hanDigits[sign]);
      if (value === 0) hasZero = true;
      else digit = value;
      if (value === 0 && run === sign) return '0';
      continue;
    }
    const power = hanPowers[sign];
    if (power < 4) {
      if (power >= lastPower) return undefined;
      // 十 begins a number, and follows 零 or 百 only as 一十 (though 一百十五 is written too).
      if (digit === undefined && power > 1) return undefined;
      section += (digit ?? 1) * 10 ** power;
      lastPower = power;
    } else {
      section += digit ?? 0;
      // 亿 multiplies all that stands before it (一万五千亿), 万 only what stands behind 亿.
      const multiplied = power === 8 ? total + section : section;
      if (multiplied === 0 || (power === 8 ? total >= 1e8 : total % 1e8 !== 0)) return undefined;
      total = power === 8 ? multiplied * 1e8 : total + multiplied * 1e4;
      section = 0;
      lastPower = power;
    }
    digit = undefined;
    hasZero = false;
  }
  if (digit !== undefined) {
    // 一百五 is 150, 三万五 is 35000.
    const isShort = !hasZero && lastPower !== 12 && lastPower > 1;
    section += isShort ? digit * 10 ** (lastPower - 1) : digit;
  } else if (hasZero) return undefined;
  return String(total + section);
}

function isTooLong(value: string): boolean {
  return value.replace(/\..*$/, '').length > maxIntegerDigits;
}
