/**
 * Recognises lines of a newspaper page by their words: running heads, editors' lines, jump lines, captions, bylines. All
 * functions expect repaired text in simplified characters.
 */

const monthAndDay = String.raw`\d{1,2}\s?月\s?\d{1,2}\s?日`;
const year = String.raw`(?:19|20)\d{2}`;

const mastheadDate = new RegExp(`${year}\\s?年\\s?${monthAndDay}`);
const mastheadWord = /星期|农历|期|版|今日|第.{0,6}号|日报|晚报|时报|早报|周刊|报$|[A-D]\d{1,2}$/;
const editors =
  /^(?:(?:本版|责任|值班|执行|图片|版面|视觉|实习)?(?:责任)?(?:编辑|主编|美编|编审|编委|总编辑?|校对|校检|版式|组版|排版|审读|统筹|监制|制图|设计))\s?[：:丨|｜／/]?/;
const contact =
  /(?:投稿|新闻|广告|发行|订阅|服务)?(?:邮箱|热线|电话|传真|邮编|网址|地址|刊号|邮发代号|国内统一)\s?[：:]/;
const pageNumber = /^[-—–·\s]*(?:第?\s?[A-D]?\d{1,3}\s?[版页]?|[A-D]\d{1,2}\s?版?)[-—–·\s]*$/;

/**
 * Whether a line belongs to the page, not to an article: running head, editors' line, contact, page number.
 * @param edge where on the page the line stands: running heads and page numbers stand only at an edge
 */
export function isFurniture(text: string, edge: 'head' | 'foot' | 'none'): boolean {
  if (text.length > 80) return false;
  if (editors.test(text) && /[：:]|\s/.test(text) && !/[。！？]$/.test(text)) return true;
  if (edge === 'none') return false;
  if (pageNumber.test(text)) return true;
  if (/[。！？；]$/.test(text)) return false;
  if (mastheadDate.test(text) && (mastheadWord.test(text) || (edge === 'head' && text.length < 16))) return true;
  return contact.test(text) && text.length <= 60;
}

const masthead =
  /^(?:.{0,6}(?:日报|晚报|晨报|早报|时报|周报|商报|都市报|周刊)|(?:综合|本地|本市|本县|国内|国际|时政|民生|社会|经济)?(?:综合|要闻|新闻|时政|民生|社会|经济|副刊|专版|专题|特刊|广告)版?)$/;

/** Whether a large line at the head of a page is the name of the paper or of the page: 清溪日报, 综合新闻. */
export function isMasthead(text: string): boolean {
  return masthead.test(text.replace(/\s/g, ''));
}

const jumpPattern =
  /^[（(【]?\s?([下上紧])\s?([转接])\s?(?:第\s?)?([A-Da-d]?\d{1,2}|[一二三四五六七八九十]{1,2}|头|一)\s?(?:版|页).{0,12}?[）)】]?$/;

/** The direction and page of a jump line: （下转第3版）, 上接A1版. Undefined if the line is none. */
export function parseJump(text: string): { direction: 'to' | 'from'; page: string } | undefined {
  const found = jumpPattern.exec(text);
  if (!found) return undefined;
  return { direction: found[1] === '上' || found[1] === '紧' ? 'from' : 'to', page: pageInDigits(found[3]) };
}

const hanNumbers = '一二三四五六七八九十';

function pageInDigits(words: string): string {
  if (words === '头') return '1';
  const at = hanNumbers.indexOf(words);
  if (at >= 0) return String(at + 1);
  if (words.length === 2 && words[0] === '十') return String(11 + hanNumbers.indexOf(words[1]));
  return words.toUpperCase();
}

const captionEnd = /(?:摄|供图|图片|资料图|摄影报道|[图影]\/.{2,12})[）)】]?$/;
const captionStart = /^(?:图为|图①|图一|上图|下图|左图|右图|图片说明|[▲△▼↑↓←→▶◀])/;

/** Whether a line says what a picture shows, or who took it. */
export function isCaption(text: string): boolean {
  if (text.length > 160) return false;
  return captionStart.test(text) || (captionEnd.test(text) && !/[。！？]/.test(text.slice(0, -8)) && text.length <= 60);
}

const rolePattern =
  '(?:本报|本刊|全媒体|见习|实习|特约|特派|首席|融媒体?|驻.{1,6})*(?:记者|通讯员|评论员|撰稿人?|摄影师?|实习生|特约作者|作者|编译)';
const bylinePattern = new RegExp(
  `^(?:[□■◎●○]\\s?.{1,40}|(?:${rolePattern}|文|图|摄影|文\\/图|图\\/文|文图|图文)(?:\\s?[：:／/|]\\s?|\\s)?.{2,30})$`,
);

/** Whether a line consists of authors and nothing else: □ 特约记者 万东方; 本报记者 张三 通讯员 李四; 文/图 王五. */
export function isByline(text: string): boolean {
  if (text.length > 48 || /[。！？，；]/.test(text)) return false;
  if (!bylinePattern.test(text)) return false;
  // 记者走基层 is a headline: after a role comes a name of two to four characters, then nothing or another name.
  if (/^[□■◎●○]/.test(text)) return true;
  const names = text
    .replace(new RegExp(rolePattern, 'g'), ' ')
    .replace(/文\/图|图\/文|文图|图文|摄影|[文图摄]|[：:／/|、]/g, ' ')
    .trim();
  return (
    names !== '' &&
    names.split(/\s+/).every(name => /^\p{Script=Han}[\p{Script=Han}·•]{1,3}$|^\p{Script=Han}{2,6}·.{1,8}$/u.test(name))
  );
}
