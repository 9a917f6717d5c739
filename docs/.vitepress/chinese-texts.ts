/**
 * The Chinese texts of the API reference: chinese-api.tsv, one a line, with whose comment it is, the digest of the English text, and
 * the Chinese one. A comment that is changed has another digest, so that its Chinese text is looked at again.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Blocks of code, which are the same in both languages. */
export const codeBlocks = /^```[\s\S]*?^```/gm;

/** A line of the table. */
export interface ChineseText {
  /** Whose comment it is, for readers of the table. */
  readonly name: string;
  readonly digest: string;
  readonly chinese: string;
}

/** Names an English text, whatever its line breaks and examples are. */
export function digestOf(english: string): string {
  const prose = english.replace(codeBlocks, '').replace(/\s+/g, '');
  return createHash('sha256').update(prose).digest('hex').slice(0, 8);
}

/** Reads the table. */
export function readChineseTexts(): ChineseText[] {
  const lines = readFileSync(new URL('./chinese-api.tsv', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');
  return lines.map(line => {
    const [name, digest, chinese] = line.split('\t');
    return { name, digest, chinese: chinese.replaceAll('\\n', '\n') };
  });
}
