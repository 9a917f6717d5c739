/** Reads subtitles (SubRip, WebVTT, ASS, LRC) as one document: what is spoken, a line each, without time codes. */
import { BodyBuilder } from '../../body-builder.ts';
import type { FileDocument } from '../../document.ts';
import { emptyFileError } from '../../file-input.ts';
import type { FormatReader } from '../../reader.ts';

const timeCode = /^\s*(?:\d{1,2}:)?\d{1,2}:\d{2}[.,]\d{1,3}\s*-->/;
const assEvent = /^(Dialogue|Comment):\s*(?:[^,]*,){9}(.*)$/;
/** What stands in a line that is not spoken: times, tags of HTML and of ASS. */
const marks = /\[\d{1,3}:\d{2}(?:[.:]\d{1,3})?\]|<\d{2}:\d{2}[\d:.]*>|<rt>[^<]*<\/rt>|<\/?[a-z][^<>]*>|\{\\[^}]*\}/gi;
/** Who speaks, in WebVTT. */
const voice = /<v(?:\.[^\s<>]*)?[ \t]([^<>]+)>/gi;
/** A drawing in ASS, between tags. */
const drawing = /(\{[^{}]*\\p[1-9][^{}]*\})([^{]*)/g;
const assHeader = /^(?:\[[^\]]*\]$|;|!:|[A-Z][\w ]*:)/;

/** Whether a text begins as subtitles do: with a number and a time code, WEBVTT, or the head of ASS. */
export function looksLikeSubtitles(text: string): boolean {
  const [first = '', second = ''] = text.trimStart().split(/\r\n|\n|\r/, 2);
  return (/^\d+\s*$/.test(first) && timeCode.test(second)) || /^(?:WEBVTT\b|\[Script Info\]\s*$)/.test(first);
}

/** Reads the document of a file of subtitles. */
export const subtitlesReader: FormatReader = async function* (input, context) {
  const text = await input.text();
  const body = new BodyBuilder();
  const isAss = /^\s*\[Script Info\]/im.test(text) || /^Dialogue:/m.test(text);
  let title: string | undefined;
  // In WebVTT, a note or a style goes on until an empty line.
  let isAside = false;
  for (const line of text.split(/\r\n|\n|\r/)) {
    if (isAss) {
      const event = assEvent.exec(line);
      const spoken = event?.[2]
        .replace(drawing, '$1')
        .replace(/\{[^}]*\}/g, '')
        .replace(/\\[Nnh]/g, ' ');
      if (event?.[1] === 'Dialogue') {
        body.addLines(spoken!);
        // The other columns name the style and the speaker.
        context.leaveOut(
          'markup',
          line.slice(0, line.length - event[2].length) +
            [...event[2].matchAll(/\{[^}]*\}/g), ...Array.from(event[2].matchAll(drawing), match => match[2])].join(''),
        );
      } else if (event) context.leaveOut('comment', line);
      else if (/^Title:\s*\S/.test(line)) title = line.slice(6).trim();
      else if (assHeader.test(line)) context.leaveOut('metadata', line);
      else body.addLines(line);
    } else if ((isAside &&= line.trim() !== '')) context.leaveOut('comment', line);
    else if (timeCode.test(line)) context.leaveOut('markup', line);
    else if (/^(?:\s*\d+\s*|WEBVTT.*|NOTE\b.*|STYLE|REGION)$/.test(line)) {
      context.leaveOut('comment', line);
      isAside = /^(?:NOTE\b|STYLE|REGION)/.test(line);
    } else {
      const meta = /^\s*\[(ti|ar|al|by|re|ve|offset|length):([^\]]*)\]\s*$/.exec(line);
      if (meta?.[1] === 'ti') title = meta[2].trim();
      else if (meta) context.leaveOut('metadata', meta[2]);
      else {
        const spoken = line.replace(voice, (_, speaker: string) => `${speaker.trim()}：`);
        body.addLines(spoken.replace(marks, '').replace(/\\[Nn]/g, '\n'));
        context.leaveOut('markup', (spoken.match(marks) ?? []).join(''));
      }
    }
  }
  const document: FileDocument = { id: input.file, ...(title && { title }), ...body.build(), file: input.file };
  if (!document.body) throw emptyFileError(input.file);
  yield document;
};
