/** Names that the model finds among the tokens of a text. */
import { NameKind, type NameSpans, type TaggedWords } from '../../lexicon/name-source.ts';
import { createUnitSet } from '../../text/units.ts';
import { TokenKind } from '../token-list.ts';
import { nameDots } from './dotted-names.ts';
import { LabelPath } from './label-path.ts';
import { LabelScores } from './label-scores.ts';
import type { LabelWeights } from './label-weights.ts';
import { NameFeatures } from './name-features.ts';
import { isAddress, isSingleAddress } from './persons/forms-of-address.ts';
import { neverLast } from './persons/loose-characters.ts';
import { listSentences } from './sentences.ts';

/** Last characters of organisations that are named after a person. */
const organisationEnds = createUnitSet('会校院司团部局社所厂馆队室');
/** How much longer than the person such an organisation is. */
const minLonger = 3;

/** 小 and 老 before a surname. */
const familiar = createUnitSet('小老');
const functionUnits = createUnitSet(neverLast);
/** What the model makes of a name of the lattice that is none. */
const contradicted = 0;
/** A name of so many units inside an organisation is a person (邓小平 of a foundation); others are parts of what it is called. */
const personUnits = 3;

/**
 * Law: of the names of the lattice and the persons of the lexicon none is divided; one lies inside a name of the model only if
 * that is an organisation which ends as one and is longer by three units, or a person with dots.
 */
export class ModelNames {
  private readonly features: NameFeatures;
  private readonly scores: LabelScores;
  private readonly path: LabelPath;

  /** @param isSurname by UTF-16 unit: whether it is a surname that many have */
  constructor(
    private readonly lexicon: TaggedWords,
    weights: LabelWeights,
    private readonly isSurname: (unit: number) => boolean,
  ) {
    this.features = new NameFeatures(lexicon);
    this.scores = new LabelScores(weights);
    this.path = new LabelPath(weights.transitions);
  }

  /**
   * Adds the names among the tokens to `out`. A name that may not replace the tokens is added to `parts`: it is searched for, but the text
   * is not cut by it.
   * @param names those of the lattice; those that the model contradicts are taken from it, their tokens stay
   */
  find(units: Uint16Array, tokens: NameSpans, names: NameSpans, out: NameSpans, parts: NameSpans): void {
    const { features, scores, path } = this;
    let name = 0;
    for (const [first, last] of listSentences(units, tokens)) {
      const start = tokens.starts[first];
      const length = tokens.ends[last - 1] - start;
      while (name < names.count && names.ends[name] <= start) name++;
      features.compute(units, tokens, first, last, names, name);
      scores.compute(features.rows, length);
      path.solve(scores.scores, length);
      let token = first;
      // The names before this one are judged.
      let next = name;
      for (let at = 0; at < length; at++) {
        const label = path.labels[at];
        if (label === 0) continue;
        const kind = ((label + 3) >> 2) as NameKind;
        const from = start + at;
        if (label === 4 * kind - 3)
          do at++;
          while (path.labels[at] !== 4 * kind - 1);
        const end = start + at + 1;
        while (tokens.ends[token] <= from) token++;
        if (this.isAllowed(units, tokens, token, names, name, from, end, kind)) out.push(from, end, kind);
        else parts.push(from, end, TokenKind.Han);
        next = judgeApart(names, next, from);
        for (; next < names.count && names.starts[next] < end; next++) judgeInside(names, next, from, end, kind);
      }
      judgeApart(names, next, start + length);
    }
    dropContradicted(names);
  }

  private isAllowed(
    units: Uint16Array,
    tokens: NameSpans,
    token: number,
    names: NameSpans,
    name: number,
    start: number,
    end: number,
    kind: NameKind,
  ): boolean {
    if (kind === NameKind.Person && this.isAddressed(units, start, end) && endsAt(tokens, token, end)) return false;
    const mayHoldNames = kind === NameKind.Person && hasDot(units, start, end);
    for (; token < tokens.count && tokens.starts[token] < end; token++) {
      const from = tokens.starts[token];
      const to = tokens.ends[token];
      while (name < names.count && names.ends[name] <= from) name++;
      const isName = name < names.count && names.starts[name] === from;
      if (!isName && !(to - from > 1 && this.isPerson(units, from, to))) continue;
      if (kind === NameKind.Person && from === start && to === end) continue;
      if (mayHoldNames && from >= start && to <= end) continue;
      const isOrganisation =
        kind === NameKind.Organisation &&
        from >= start &&
        to <= end &&
        end - start >= to - from + minLonger &&
        organisationEnds.has(units[end - 1]);
      if (!isOrganisation) return false;
    }
    return true;
  }

  /** Whether a person of the model is a surname with something else: 徐先生, 吕老, 小薛, 黄对. */
  private isAddressed(units: Uint16Array, start: number, end: number): boolean {
    const last = units[end - 1];
    if (end - start > 2) return isAddress(units[end - 2], last);
    if (end - start < 2) return false;
    return isSingleAddress(last) || functionUnits.has(last) || (familiar.has(units[start]) && this.isSurname(last));
  }

  private isPerson(units: Uint16Array, start: number, end: number): boolean {
    return this.lexicon.findTag(units, start, end)?.startsWith('nr') === true;
  }
}

/** Judges the names before `end` where the model sees none: two units are too little. Returns the next name. */
function judgeApart(names: NameSpans, next: number, end: number): number {
  for (; next < names.count && names.ends[next] <= end; next++)
    if (names.ends[next] - names.starts[next] === 2) names.kinds[next] = contradicted;
  return next;
}

/** Judges a name that shares units with one of the model: inside a longer name it is hardly ever a person. */
function judgeInside(names: NameSpans, name: number, start: number, end: number, kind: NameKind): void {
  const from = names.starts[name];
  const to = names.ends[name];
  if (from < start || to > end) return;
  if (from === start && to === end) {
    if (kind === NameKind.Place) names.kinds[name] = kind;
  } else if (kind !== NameKind.Organisation || to - from !== personUnits) names.kinds[name] = contradicted;
}

function dropContradicted(names: NameSpans): void {
  const { count, starts, ends, kinds } = names;
  names.count = 0;
  for (let name = 0; name < count; name++)
    if (kinds[name] !== contradicted) names.push(starts[name], ends[name], kinds[name]);
}

function hasDot(units: Uint16Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (nameDots.has(units[at])) return true;
  return false;
}

/** Whether a token ends at `end`; those before number `token` do not. */
function endsAt({ ends, count }: NameSpans, token: number, end: number): boolean {
  while (token < count && ends[token] < end) token++;
  return token < count && ends[token] === end;
}
