/** Mistyped words, made from the words of a corpus by rules, and rare words and names that are right. */
import { readLookAlikes } from '../../../dict/build/look-alikes.ts';
import { findCharactersReadAs, findReadings } from '../../../src/query/rewrite/readings.ts';
import type { BenchDocument } from '../../engines/engine.ts';
import { drawMany } from '../../queries/draw.ts';
import type { Random } from '../../random.ts';

/** How a word was mistyped. */
export const typoKinds = ['sound', 'shape', 'sound and shape', 'swapped', 'left out'] as const;
type TypoKind = (typeof typoKinds)[number];

/** A word of the texts, and how it was mistyped. */
export interface Typo {
  readonly kind: TypoKind;
  readonly typed: string;
  readonly meant: string;
}

/** Where rare words that are right come from. */
export const rightKinds = ['rare word', 'person', 'quoted name'] as const;
type RightKind = (typeof rightKinds)[number];

/** A rare word or name that is right as it is. */
export interface RightWord {
  readonly kind: RightKind;
  readonly word: string;
}

/** The texts that words are drawn from. */
export interface TypoMaterial {
  readonly documents: readonly BenchDocument[];
  /** Cuts a text into words. */
  readonly cut: (text: string) => readonly string[];
  /** Whether a dictionary has the word. */
  readonly isWord: (word: string) => boolean;
  readonly random: Random;
}

/** A person mistypes characters that are in use: a character must stand in this share of the documents. */
const minCharacterShare = 0.0025;
/** Rare words stand in fewer than this number of documents, as in the tiers of the search. */
const rareDocuments = 10;
/** A window of a text, in UTF-16 units, from which one word is drawn. */
const windowUnits = 60;
/** Words of this length, in characters, are drawn. */
const drawnWord = /^\p{Script=Han}{2,4}$/u;
/** A name of a person behind the word for what he does, up to a blank or punctuation. */
const personName =
  /(?:记者|通讯员|作者|编辑|教授|导演)[\s:：]?([王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文]\p{Script=Han}{1,2})(?=[\s，。、,;；（(：:“”/|]|$)/gu;
/** A name in quotation marks. */
const quotedName = /[“《]([\p{Script=Han}]{2,4})[”》]/gu;

/** Draws typos, the same number of each kind. What is typed is no word of a dictionary. */
export function drawTypos({ documents, cut, isWord, random }: TypoMaterial, countPerKind: number): Typo[] {
  const characterDocuments = new Map<string, number>();
  for (const { title, text } of documents)
    for (const character of new Set(title + text))
      characterDocuments.set(character, (characterDocuments.get(character) ?? 0) + 1);
  const isInUse = (character: string) =>
    (characterDocuments.get(character) ?? 0) >= documents.length * minCharacterShare;
  const lookAlikes = readLookAlikes();
  const soundsLike = (character: string) => [
    ...new Set(
      findReadings(character).flatMap(([syllable]) =>
        Array.from(String.fromCharCode(...findCharactersReadAs(syllable))),
      ),
    ),
  ];
  const looksLike = (character: string) => [...(lookAlikes.get(character) ?? [])];
  // Pairs of one sound are not in the table of look-alikes: two that look like the same third one stand for them.
  const looksRelated = (character: string) => new Set(looksLike(character).flatMap(looksLike));
  const others: Partial<Record<TypoKind, (character: string) => string[]>> = {
    sound: soundsLike,
    shape: looksLike,
    'sound and shape': character => soundsLike(character).filter(other => looksRelated(character).has(other)),
  };
  const used = new Set<string>();
  return typoKinds.flatMap(kind =>
    drawMany(countPerKind, (): Typo | undefined => {
      const { text } = random.pick(documents);
      const start = random.below(Math.max(1, text.length - windowUnits));
      const words = cut(text.slice(start, start + windowUnits)).slice(1, -1);
      if (words.length === 0) return undefined;
      const meant = random.pick(words);
      const letters = Array.from(meant);
      const replace = others[kind];
      if (!drawnWord.test(meant) || !isWord(meant) || used.has(meant)) return undefined;
      if (replace) {
        const at = random.below(letters.length);
        const candidates = replace(letters[at]).filter(other => other !== letters[at] && isInUse(other));
        if (candidates.length === 0) return undefined;
        letters[at] = random.pick(candidates);
      } else {
        if (kind === 'left out' && letters.length < 3) return undefined;
        const at = random.below(letters.length - (kind === 'swapped' ? 1 : 0));
        if (kind === 'left out') letters.splice(at, 1);
        else letters.splice(at, 2, letters[at + 1], letters[at]);
      }
      const typed = letters.join('');
      if (typed === meant || isWord(typed)) return undefined;
      used.add(meant);
      return { kind, typed, meant };
    }),
  );
}

/** Draws rare words of a dictionary, and names that no dictionary has, the same number of each kind. */
export function drawRightWords({ documents, cut, isWord, random }: TypoMaterial, countPerKind: number): RightWord[] {
  const wordDocuments = new Map<string, number>();
  const persons = new Set<string>();
  const quoted = new Set<string>();
  for (const { text } of documents) {
    for (const word of new Set(cut(text)))
      if (drawnWord.test(word) && isWord(word)) wordDocuments.set(word, (wordDocuments.get(word) ?? 0) + 1);
    for (const [, name] of text.matchAll(personName)) if (!isWord(name)) persons.add(name);
    for (const [, name] of text.matchAll(quotedName)) if (!isWord(name)) quoted.add(name);
  }
  const rare = [...wordDocuments].filter(([, count]) => count < rareDocuments).map(([word]) => word);
  const drawFrom = (kind: RightKind, words: string[]) => {
    const used = new Set<string>();
    return drawMany(countPerKind, (): RightWord | undefined => {
      const word = random.pick(words);
      if (used.has(word)) return undefined;
      used.add(word);
      return { kind, word };
    });
  };
  return [...drawFrom('rare word', rare), ...drawFrom('person', [...persons]), ...drawFrom('quoted name', [...quoted])];
}
