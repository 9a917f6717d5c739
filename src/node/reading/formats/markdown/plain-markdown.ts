/** Removes the markup of Markdown. */

/**
 * The text of Markdown as a reader sees it: without the markup of headings, quotes, lists, rules, tables, emphasis, links and
 * images (their words stay), code (its content stays as it is), HTML tags and comments. Each line is handled separately, so
 * markup that spans a line end stays. Time is linear in the text: each expression was tried on 200,000 repetitions of each
 * markup character.
 */
export function plainMarkdown(text: string): string {
  const lines: string[] = [];
  let fence: string | undefined;
  for (const line of withoutComments(text).split(/\r\n|\n|\r/)) {
    const fenceMarker = /^\s{0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== undefined) {
      if (fenceMarker?.startsWith(fence) && line.trim() === fenceMarker) fence = undefined;
      else lines.push(line);
    } else if (fenceMarker) fence = fenceMarker;
    else if (!isMarkupOnly(line)) lines.push(stripLine(line));
  }
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function withoutComments(text: string): string {
  const parts: string[] = [];
  let at = 0;
  for (let open = text.indexOf('<!--'); open >= 0; open = text.indexOf('<!--', at)) {
    const close = text.indexOf('-->', open + 4);
    if (close < 0) break;
    parts.push(text.slice(at, open));
    at = close + 3;
  }
  return parts.length ? parts.join('') + text.slice(at) : text;
}

/** Whether a line is nothing but markup: a heading underline, a rule, the line below a table head, a link definition. */
function isMarkupOnly(line: string): boolean {
  const marks = line.trim();
  return (
    /^(?:=+|-+|(?:[-*_]\s*){3,})$/.test(marks) ||
    /^\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?)?$/.test(marks) ||
    /^\[[^\]]+\]:\s*\S/.test(marks)
  );
}

function stripLine(line: string): string {
  // The end is trimmed first, because an expression that looks for blanks before the end is slow on long runs of blanks.
  let plain = line
    .trimEnd()
    .replace(/^(?:\s{0,3}>\s?)+/, '')
    .replace(/^\s{0,3}#{1,6}(?:\s+|$)/, '')
    .replace(/[ \t]#+$/, '')
    .replace(/^\s*(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?/, '');
  if (/^\s*\|.*\|\s*$/.test(plain))
    plain = plain
      .trim()
      .slice(1, -1)
      .split('|')
      .map(cell => cell.trim())
      .join(' ');
  const codes: string[] = [];
  plain = plain.replace(
    /(?<!`)(`+)(?!`)([^`]+)(?<!`)\1(?!`)/g,
    (_, _mark, code: string) => `\u0000${codes.push(code.trim()) - 1}\u0000`,
  );
  plain = plain
    .replace(/\\([!-/:-@[-`{-~])/g, (_, sign: string) => `\u0000${codes.push(sign) - 1}\u0000`)
    .replace(/!?\[([^[\]]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)?(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)/g, '$1')
    .replace(/!?\[([^[\]]+)\]\[[^[\]]*\]/g, '$1')
    .replace(/<((?:https?|mailto):[^<>\s]+)>/g, '$1')
    .replace(/<\/?[a-zA-Z][^<>]*>/g, '')
    .replace(/(\*{1,3}|_{2,3}|~~)(?=\S)([^*_~]*[^*_~\s])\1/g, '$2')
    .replace(/(?<![\p{L}\p{N}_])_(?=\S)([^_]*[^_\s])_(?![\p{L}\p{N}_])/gu, '$1');
  return plain.replace(/\u0000(\d+)\u0000/g, (_, number: string) => codes[Number(number)] ?? '').trimEnd();
}
