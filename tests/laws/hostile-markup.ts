/** Texts that would be markup, where they are not treated as text. */
import fc from 'fast-check';

const pieces = [
  ...['<script>', '</mark>', '<mark>', '&lt;', '&', '"', "'", '>', '\u0000', '\u001b[31m', '\u202e', '\u2066'],
  ...[
    '监利',
    '疫情',
    'a',
    ' ',
    '\n',
    '𠮷',
    '\ud800',
    '\udc00',
    '<img src=x onerror=alert(1)>',
    '</style>',
    '<!--',
    '-->',
  ],
  ...['<svg onload=alert(1)>', '%', '#', ':~:text='],
];

/** Up to twenty pieces. */
export const hostileMarkup = fc.array(fc.constantFrom(...pieces), { maxLength: 20 }).map(parts => parts.join(''));
