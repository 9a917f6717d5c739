/** By which other names is something called? Short forms that a text defines, and names with and without the place before. */
import { findShortForms } from '../analysis/find-short-forms.ts';
import type { Corpus } from './corpus.ts';
import type { FoundName, NameKind } from './name-candidate.ts';
import { findSuffix, SuffixKind } from './suffixes.ts';

/** A full name and its short form, folded. */
export interface DefinedForm {
  readonly full: string;
  readonly short: string;
}

/** Lengths of names that are taken from a definition, in UTF-16 units. */
const minUnits = 2;
const maxUnits = 24;

/** The names that the texts define a short form of: 全称（以下简称“短”）. */
export function findDefinedForms(corpus: Corpus): DefinedForm[] {
  const forms: DefinedForm[] = [];
  corpus.texts.forEach((text, document) => {
    const origin = corpus.documentStarts[document];
    for (const { full, short } of findShortForms(text)) {
      const form = {
        full: corpus.textOf(origin + full.start, origin + full.end),
        short: corpus.textOf(origin + short.start, origin + short.end),
      };
      if (isName(form.full) && isName(form.short)) forms.push(form);
    }
  });
  return forms;
}

function isName(text: string): boolean {
  return (
    text.length >= minUnits &&
    text.length <= maxUnits &&
    /^[\p{Script=Han}a-z0-9·]+$/u.test(text) &&
    /\p{Script=Han}{2}/u.test(text)
  );
}

/** What a name is by its ending; without one, a term. */
export function kindOfName(word: string): NameKind {
  const suffix = findSuffix(word);
  if (suffix === undefined) return 'term';
  return suffix.kind === SuffixKind.Place ? 'place' : 'organisation';
}

/**
 * The other names of each word: those of its definition, and those of the same kind that are its end without a place before:
 * 向阳社区 of 新沟镇向阳社区.
 */
export function linkAliases(
  words: readonly string[],
  found: ReadonlyMap<string, FoundName>,
  defined: readonly DefinedForm[],
): Map<string, string[]> {
  const known = new Set(words);
  const aliases = new Map<string, Set<string>>();
  const link = (a: string, b: string) => {
    for (const [from, to] of [
      [a, b],
      [b, a],
    ]) {
      const others = aliases.get(from);
      if (others) others.add(to);
      else aliases.set(from, new Set([to]));
    }
  };
  for (const { full, short } of defined) link(full, short);
  for (const word of words) {
    const { kind } = found.get(word)!;
    if (kind !== 'place' && kind !== 'organisation') continue;
    for (let at = 1; at + minUnits < word.length; at++) {
      const end = word.slice(at);
      if (known.has(end) && found.get(end)!.kind === kind && isPlaceBefore(word.slice(0, at))) link(word, end);
    }
  }
  return new Map([...aliases].map(([word, others]) => [word, [...others].sort()]));
}

function isPlaceBefore(text: string): boolean {
  return text.length < 3
    ? /^[\p{Script=Han}]?[省市县区镇乡村州]$/u.test(text)
    : findSuffix(text)?.kind === SuffixKind.Place;
}
