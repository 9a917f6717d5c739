/** Joins the tokens of a text that are one name: names with dots first, then what the model finds. */
import type { NameJoiner, NameSpans, TaggedWords } from '../../lexicon/name-source.ts';
import { TokenList } from '../token-list.ts';
import { DottedNames } from './dotted-names.ts';
import { joinTokens } from './join-tokens.ts';
import type { LabelWeights } from './label-weights.ts';
import { ModelNames } from './model-names.ts';
import { NameRole, type NameTables } from './name-tables.ts';

/** The share of a surname among all that many have. */
const minSurnameShare = 0.0005;

export class TokenNameJoiner implements NameJoiner {
  readonly needsDots: boolean;
  private readonly dotted: DottedNames;
  private readonly modelNames: ModelNames | undefined;
  private readonly spans = new TokenList();

  constructor(lexicon: TaggedWords, tables: NameTables, weights: LabelWeights | undefined) {
    const letters = new Uint8Array(0x10000);
    for (const unit of tables.letters) letters[unit] = 1;
    this.dotted = new DottedNames(lexicon, unit => letters[unit] === 1);
    this.needsDots = weights === undefined;
    this.modelNames = weights && new ModelNames(lexicon, weights, findSurnames(tables));
  }

  join(units: Uint16Array, tokens: NameSpans, names: NameSpans, parts: NameSpans): void {
    const { spans } = this;
    spans.clear();
    this.dotted.find(units, tokens, spans);
    joinTokens(spans, tokens, names, parts);
    if (this.modelNames === undefined) return;
    spans.clear();
    this.modelNames.find(units, tokens, names, spans, parts);
    joinTokens(spans, tokens, names, parts);
  }
}

/** Tells the surnames that many have. */
function findSurnames({ characters, roles }: NameTables): (unit: number) => boolean {
  const counts = roles[NameRole.Surname];
  const least = minSurnameShare * counts.reduce((a, b) => a + b, 0);
  const surnames = new Set<number>();
  characters.forEach((unit, i) => {
    if (counts[i] >= least) surnames.add(unit);
  });
  return unit => surnames.has(unit);
}
