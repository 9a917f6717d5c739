/** Names that the model finds among the tokens of a text. */
import { NameKind, type NameSpans, type TaggedWords } from '../../lexicon/name-source.ts';
import { createUnitSet } from '../../text/units.ts';
import { TokenKind } from '../token-list.ts';
import { LabelPath } from './label-path.ts';
import { LabelScores } from './label-scores.ts';
import { NameFeatures } from './name-features.ts';
import type { NameModel } from './name-model.ts';
import { listSentences } from './sentences.ts';

/** Last characters of organisations that are named after a person. */
const organisationEnds = createUnitSet('会校院司团部局社所厂馆队室');
/** How much longer than the person such an organisation is. */
const minLonger = 3;

/**
 * Law: of the names of the lattice and the persons of the lexicon none is divided; one lies inside a name of the model only if
 * that is an organisation which ends as one and is longer by three units.
 */
export class ModelNames {
  private readonly features: NameFeatures;
  private readonly scores: LabelScores;
  private readonly path: LabelPath;

  constructor(
    private readonly lexicon: TaggedWords,
    { weights, transitions }: NameModel,
  ) {
    this.features = new NameFeatures(lexicon);
    this.scores = new LabelScores(weights);
    this.path = new LabelPath(transitions);
  }

  /**
   * Adds the names among the tokens to `out`. A name that may not replace the tokens is added to `parts`: it is searched for, but the text
   * is not cut by it.
   * @param names those of the lattice
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
      for (let at = 0; at < length; at++) {
        const label = path.labels[at];
        if (label === 0) continue;
        const kind = ((label + 3) >> 2) as NameKind;
        const from = at;
        if (label === 4 * kind - 3)
          do at++;
          while (path.labels[at] !== 4 * kind - 1);
        while (tokens.ends[token] <= start + from) token++;
        if (this.isAllowed(units, tokens, token, names, name, start + from, start + at + 1, kind))
          out.push(start + from, start + at + 1, kind);
        else parts.push(start + from, start + at + 1, TokenKind.Han);
      }
    }
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
    for (; token < tokens.count && tokens.starts[token] < end; token++) {
      const from = tokens.starts[token];
      const to = tokens.ends[token];
      while (name < names.count && names.ends[name] <= from) name++;
      const isName = name < names.count && names.starts[name] === from;
      if (!isName && !(to - from > 1 && this.isPerson(units, from, to))) continue;
      if (kind === NameKind.Person && from === start && to === end) continue;
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

  private isPerson(units: Uint16Array, start: number, end: number): boolean {
    return this.lexicon.findTag(units, start, end)?.startsWith('nr') === true;
  }
}
