/** Replaces tokens by longer ones. */
import type { NameSpans } from '../../lexicon/name-source.ts';
import { TokenKind } from '../token-list.ts';

/**
 * Makes one Han token of each span, and a name of its kind. Tokens that reach over an edge of a span are cut there; tokens of two units and
 * more inside a span become parts.
 *
 * Law: the tokens cover the same text as before; names stay sorted, and none lies inside another.
 * @param spans apart from each other, by start
 */
export function joinTokens(spans: NameSpans, tokens: NameSpans, names: NameSpans, parts: NameSpans): void {
  if (spans.count === 0) return;
  const { count } = tokens;
  const starts = tokens.starts.slice(0, count);
  const ends = tokens.ends.slice(0, count);
  const kinds = tokens.kinds.slice(0, count);
  let span = 0;
  tokens.count = 0;
  for (let token = 0; token < count; token++) {
    let start = starts[token];
    const end = ends[token];
    while (span < spans.count && spans.starts[span] < end) {
      const from = spans.starts[span];
      const to = spans.ends[span];
      if (start < from) tokens.push(start, from, kinds[token]);
      if (start <= from) tokens.push(from, to, TokenKind.Han);
      const inner = Math.max(start, from);
      const innerEnd = Math.min(end, to);
      if (innerEnd - inner > 1 && innerEnd - inner < to - from && kinds[token] <= TokenKind.Number)
        parts.push(inner, innerEnd, kinds[token]);
      start = innerEnd;
      if (to > end) break;
      span++;
    }
    if (start < end) tokens.push(start, end, kinds[token]);
  }
  replaceNames(spans, names);
}

/** Puts the spans among the names, in place of the names that they touch. */
function replaceNames(spans: NameSpans, names: NameSpans): void {
  const { count } = names;
  const starts = names.starts.slice(0, count);
  const ends = names.ends.slice(0, count);
  const kinds = names.kinds.slice(0, count);
  names.count = 0;
  let name = 0;
  for (let span = 0; span < spans.count; span++) {
    for (; name < count && ends[name] <= spans.starts[span]; name++) names.push(starts[name], ends[name], kinds[name]);
    names.push(spans.starts[span], spans.ends[span], spans.kinds[span]);
    while (name < count && starts[name] < spans.ends[span]) name++;
  }
  for (; name < count; name++) names.push(starts[name], ends[name], kinds[name]);
}
