/** Reads numbers of things in a row, and writes them otherwise: 第三名, 附件一, 卷3, 第Ⅲ章, Ⅱ型. */
import type { NumberExpression } from './expression.ts';
import { matchAt, readNumeral } from './numerals.ts';
import { isClassifier } from './units.ts';
import { writeDigitForms, writeHanDigits, writeHanValue, writeRoman } from './write-numerals.ts';

/** What a number is written behind, with nothing between: 附件一. Those of one character begin a text or a word of signs. */
const labelPattern = /第|卷|附件|附表|附录|附图|方案|单元|专题|案例|实验|[图表例](?<!\p{Script=Han}.)/uy;
/** Classifiers that Roman numerals are written before: Ⅱ型. */
const romanClassifiers = '型期级类度区';
const romanPattern = /(x{0,3})(ix|iv|v?i{0,3})(?![a-z0-9])/y;
const maxRoman = 39;

/** Parts of an article, whose numbers the law puts in brackets: 第（二）项. */
const bracketedClassifiers = '项目点款';

/** Reads the number of a thing in a row that begins at `at`. */
export function readOrdinal(text: string, at: number): NumberExpression | undefined {
  const [label] = matchAt(labelPattern, text, at) ?? [];
  if (label === undefined) return readRomanBeforeClassifier(text, at);
  const isBracketed = label === '第' && text[at + label.length] === '(';
  const start = at + label.length + (isBracketed ? 1 : 0);
  const numeral = readRoman(text, start) ?? readNumeral(text, start);
  if (!numeral || numeral.value.includes('.')) return undefined;
  if (isBracketed && !(text[numeral.end] === ')' && bracketedClassifiers.includes(text[numeral.end + 1] ?? ' ')))
    return undefined;
  const { value } = numeral;
  const end = numeral.end + (isBracketed ? 1 : 0);
  const classifier = isClassifier(text[end]) ? text[end] : '';
  // 图一个 and 方案两套 count something.
  if (classifier && label !== '第') return undefined;
  const context = classifier || hanCharacterAt(text, end);
  return {
    end: end + classifier.length,
    value: `ordinal ${label} ${value} ${classifier}`,
    // 第三季度 is also said as 三季度.
    loosely: text.startsWith('季度', end)
      ? { areWithoutYear: false, spell: () => writeOrdinals(value).map(number => `${number}季度`) }
      : undefined,
    spell: () => [
      ...writeOrdinals(value).map(number => label + number + context),
      ...(label === '第' && classifier !== '' && bracketedClassifiers.includes(classifier)
        ? [...writeHanValue(value), value].map(number => `第(${number})${classifier}`)
        : []),
    ],
  };
}

/** The Han character at an offset, or nothing: what stands behind a number must stand behind its other spellings too. */
export function hanCharacterAt(text: string, at: number): string {
  return /^\p{Script=Han}/u.exec(text.slice(at, at + 2))?.[0] ?? '';
}

/** A number in Roman numerals, where these are usual before a classifier: nothing, or one spelling. */
export function writeRomanBefore(classifier: string, value: string): string[] {
  return classifier !== '' && romanClassifiers.includes(classifier) ? writeRomanForms(value) : [];
}

function readRomanBeforeClassifier(text: string, at: number): NumberExpression | undefined {
  const roman = readRoman(text, at);
  const classifier = text[roman?.end ?? at] ?? '';
  if (!roman || !romanClassifiers.includes(classifier) || classifier === '') return undefined;
  const { value, end } = roman;
  return {
    end: end + 1,
    value: `number ${value} ${classifier}`,
    spell: () => writeOrdinals(value).map(number => number + classifier),
  };
}

function readRoman(text: string, at: number): { readonly value: string; readonly end: number } | undefined {
  const match = matchAt(romanPattern, text, at);
  if (!match || match[0] === '') return undefined;
  const [written, tens, ones] = match;
  const value = tens.length * 10 + Array.from({ length: 10 }, (_, digit) => writeRoman(digit)).indexOf(ones);
  return { value: String(value), end: at + written.length };
}

/** Numbers from here on are also said digit by digit: 第一〇五条. */
const minSpelledOut = 100;

function writeOrdinals(value: string): string[] {
  const digits = Number(value) >= minSpelledOut ? writeHanDigits(value) : [];
  return [...writeDigitForms(value).slice(0, 2), ...writeHanValue(value), ...digits, ...writeRomanForms(value)];
}

function writeRomanForms(value: string): string[] {
  return Number(value) >= 1 && Number(value) <= maxRoman ? [writeRoman(Number(value))] : [];
}
