/** A search for slow queries by small changes: of each changed query that is slower, the search goes on. */
import { checkQuery, maxQueryClauses, maxQueryUnits, type Query } from '../../../src/query/language/query.ts';
import type { Random } from '../../random.ts';
import type { Asked, Material } from './hostile-queries.ts';

const kinds = [
  'characters',
  'words',
  'pinyin',
  'latin',
  'number',
  'day',
  'phrase',
  'prefix',
  'range',
  'author',
] as const;
type Kind = (typeof kinds)[number];

interface Part {
  readonly kind: Kind;
  readonly text: string;
  readonly isExcluded: boolean;
}

/** How parts are joined: as typed text, or as data. */
const joints = [' ', '', '|', ' OR ', 'any', 'all'] as const;

/** A query whose parts can be changed one by one. */
interface Draft {
  readonly joint: (typeof joints)[number];
  readonly parts: readonly Part[];
  readonly matchesAny: boolean;
}

/** Slow queries that are kept; the next one is made of any of them. */
const kept = 6;

/**
 * Begins with a query of each kind and joint, and changes the slowest ones `changes` times.
 * @param measure the time of a query in ms, quickly or with care
 * @returns the slowest queries found, the slowest first
 */
export function searchSlowQueries(
  material: Material,
  random: Random,
  changes: number,
  measure: (asked: Asked, isCareful: boolean) => number,
): readonly { readonly asked: Asked; readonly ms: number }[] {
  let best: { draft: Draft; asked: Asked; ms: number }[] = [];
  const consider = (draft: Draft) => {
    const asked = toAsked(draft);
    if (!asked || best.some(each => JSON.stringify(each.asked) === JSON.stringify(asked))) return;
    const worst = best.length < kept ? 0 : best[best.length - 1].ms;
    if (measure(asked, false) <= worst) return;
    const ms = measure(asked, true);
    if (ms > worst) best = [...best, { draft, asked, ms }].sort((a, b) => b.ms - a.ms).slice(0, kept);
  };
  for (const joint of joints)
    for (const kind of kinds) {
      const parts = Array.from({ length: 200 }, () => drawPart(material, random, kind));
      consider({ joint, parts, matchesAny: false });
    }
  for (let i = 0; i < changes; i++) {
    let { draft } = random.pick(best);
    for (let steps = random.between(1, 8); steps > 0; steps--) draft = change(draft, material, random);
    consider(draft);
  }
  return best;
}

function drawPart({ characters, words }: Material, random: Random, kind: Kind = random.pick(kinds)): Part {
  const several = (values: readonly string[], max: number) =>
    Array.from({ length: random.between(1, max) }, () => random.pick(values)).join('');
  const syllables = ['shi', 'qiao', 'zhong', 'guo', 'ren', 'min', 'hua', 'yi', 'de', 'xian', 'jian'];
  const drawText = () => {
    switch (kind) {
      case 'characters':
        return several(characters.slice(0, random.pick([10, 60, 600])), 4);
      case 'words':
        return several(words.slice(0, random.pick([10, 60, 600])), 3);
      case 'pinyin':
        return several(syllables, 4);
      case 'latin':
        return several([...'abcdefghijklmnopqrstuvwxyz'], 9);
      case 'number':
        return `${random.below(random.pick([10, 100, 3000]))}${random.pick(['', '', '%', '元', '.5', '万', '年'])}`;
      case 'day':
        return `${random.pick(['', '2022年'])}${random.between(1, 12)}月${random.between(1, 28)}日`;
      case 'phrase':
        return random.pick(characters.slice(0, 100)) + random.pick(['，', '。', '', ' ']) + random.pick(characters);
      case 'prefix':
        return random.pick([...'abcdefghijklmnopqrstuvwxyz0123456789', ...characters.slice(0, 50)]);
      case 'range':
        return `202${random.below(4)}`;
      case 'author':
        return `${random.below(random.pick([10, 1000]))}`;
    }
  };
  return { kind, text: drawText(), isExcluded: random.below(20) === 0 };
}

function change(draft: Draft, material: Material, random: Random): Draft {
  const parts = [...draft.parts];
  const at = random.below(parts.length);
  switch (random.below(9)) {
    case 0:
      return { ...draft, joint: random.pick(joints) };
    case 1:
      return { ...draft, matchesAny: !draft.matchesAny };
    case 2:
      parts.splice(at, random.between(1, 10));
      break;
    case 3:
      parts.splice(at, 0, drawPart(material, random));
      break;
    case 4:
      // All parts of one kind of another one.
      for (const [i, { kind }] of draft.parts.entries())
        if (kind === draft.parts[at].kind)
          parts[i] = drawPart(material, random, kinds[draft.parts.length % kinds.length]);
      break;
    case 5: {
      const other = random.below(parts.length);
      [parts[at], parts[other]] = [parts[other], parts[at]];
      break;
    }
    case 6:
      // A range has one day at each end.
      if (parts[at].kind === 'range') break;
      parts[at] = { ...parts[at], text: parts[at].text + drawPart(material, random, parts[at].kind).text };
      break;
    default:
      parts[at] = drawPart(material, random, random.below(3) ? parts[at].kind : undefined);
  }
  return parts.length > 0 ? { ...draft, parts } : draft;
}

/** The query, with as many parts as it may have; undefined if it is none. */
function toAsked({ joint, parts, matchesAny }: Draft): Asked | undefined {
  const options = matchesAny ? { options: { match: 'any' as const } } : undefined;
  if (joint !== 'any' && joint !== 'all') {
    let text = '';
    for (const part of parts) {
      const longer = text === '' ? toText(part) : text + joint + toText(part);
      if (longer.length > maxQueryUnits) break;
      text = longer;
    }
    return { query: text, ...options };
  }
  for (let count = Math.min(parts.length, maxQueryClauses - 1); count > 0; count--) {
    const clauses = parts.slice(0, count).map(toClause);
    const query: Query = joint === 'any' ? { any: clauses } : { all: clauses };
    try {
      checkQuery(query);
      return { query, ...options };
    } catch {
      // Too large: with a part less.
    }
  }
  return undefined;
}

function toText({ kind, text, isExcluded }: Part): string {
  const shown =
    kind === 'phrase'
      ? `“${text}”`
      : kind === 'prefix'
        ? `${text}*`
        : kind === 'range'
          ? `date:${text}..2023`
          : kind === 'author'
            ? `author:${text}`
            : text;
  return isExcluded ? `-${shown}` : shown;
}

function toClause({ kind, text, isExcluded }: Part): Query {
  const clause: Query =
    kind === 'phrase'
      ? { phrase: text }
      : kind === 'prefix'
        ? { prefix: text }
        : kind === 'range'
          ? { field: 'date', from: text }
          : kind === 'author'
            ? { field: 'author', words: text }
            : { words: text };
  return isExcluded ? { not: clause } : clause;
}
