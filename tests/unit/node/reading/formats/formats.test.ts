import { describe, expect, it } from 'vitest';
import { readPlainText } from '../../../../../src/node/reading/formats/text/read-plain-text.ts';
import { repairText } from '../../../../../src/text/repair-text.ts';
import type { RepairedText } from '../../../../../src/text/repaired-text.ts';

describe('plain text', () => {
  it('has a short first line followed by an empty one as its title', () => {
    const [document] = readPlainText('2022-09-05-A1.txt', '新桥今天通车\n\n石桥村的新\n桥今 天 通 车，村民走过。\n');
    expect(document).toMatchObject({ title: '新桥今天通车', date: '2022-09-05', edition: 'A1', lines: [1, 4] });
    expect(String(document.body)).toBe(repairText('石桥村的新\n桥今 天 通 车，村民走过。\n').text);
  });

  it('maps its body to the whole file', () => {
    const text = '新桥今天通车\r\n\r\n石桥村的新桥今天通车，村民走过。\r\n';
    const body = readPlainText('a.txt', text)[0].body as RepairedText;
    const start = body.text.indexOf('村民');
    const places = body.toSource({ start, end: start + 2 });
    expect(places.map(({ start, end }) => text.slice(start, end)).join('')).toBe('村民');
    expect(body.source).toBe(text);
  });

  it('has no title when the first line is a sentence, too long, or the only line', () => {
    for (const text of ['今天通车。\n\n村民走过。', `${'长'.repeat(41)}\n\n正文`, '一行\n', '第一行\n第二行\n\n第三行'])
      expect(readPlainText('a.txt', text)[0], text).not.toHaveProperty('title');
  });
});
