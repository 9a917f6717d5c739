/** Recognises the lines that divide a plain text: chapters of a novel, titles of a collection. */

const ordinal = String.raw`第[一二三四五六七八九十百千零〇两\d]{1,7}`;
const chapterForms = [
  // 第一章 建村, 正文 第12回
  String.raw`(?:正文[\s\u3000]*)?${ordinal}[章回节卷部篇集幕折](?=$|[\s\u3000：:.、·]|[^。，；！？]{0,20}$)[^。；！？\n]{0,40}`,
  // 【第一章】建村
  String.raw`【${ordinal}[章回节卷部篇集]】[^。，；！？\n]{0,40}`,
  // Chapter 4 建村
  String.raw`(?:[Cc]hapter|CHAPTER)[\s\u3000]+\d{1,4}(?=$|[\s\u3000：:.])[^。；！？\n]{0,40}`,
  // 卷一, 卷二 春
  String.raw`卷[一二三四五六七八九十百零〇\d]{1,4}(?:$|[\s\u3000：:·][^。，；！？\n]{0,30})`,
  String.raw`(?:序章|序言|序幕|楔子|引子|尾声|后记|跋|番外[^。，；！？\n]{0,20})`,
];
/** A heading of a chapter: 第一章 建村, 【第12回】, 正文 第三章, Chapter 4, 卷一, 楔子, 后记. */
export const chapterLine = new RegExp(String.raw`^[\s\u3000]*(?:${chapterForms.join('|')})[\s\u3000]*$`);

/** A title in a collection of short texts: ○ 石桥歌, ● 苇塘歌. */
export const markedTitle = /^[\s\u3000]*[○◎●◇◆□■☆★※][\s\u3000]*(\S[^\n\r。！？]{0,80}?)[\s\u3000]*$/;

/** A line that names the author: 作者：何田, 文/何田, 〔明〕何田. */
export const authorLine =
  /^[\s\u3000]*(?:作者|著者|撰文)\s*[:：]\s*([\p{Script=Han}·]{2,12}(?:[、,，\s]+[\p{Script=Han}·]{2,12})*)[\s\u3000]*$/u;

/** The title of a work alone in its marks: 《静夜思》. */
const bracketedTitle = /^《([^《》]{1,40})》$/;

/** A title without the marks around it. */
export function plainTitle(title: string): string {
  return bracketedTitle.exec(title)?.[1] ?? title;
}

/** A title with its author behind it: 石桥流水曲/〔明〕何田. */
export function splitTitle(title: string): { title: string; author?: string } {
  const parts = /^(.+?)\s*[/／]\s*(?:[〔[（(【][^〕\]）)】]{1,4}[〕\]）)】]\s*)?([\p{Script=Han}·]{2,6})$/u.exec(title);
  return parts ? { title: parts[1], author: parts[2] } : { title };
}
