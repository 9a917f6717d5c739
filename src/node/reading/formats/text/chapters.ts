/** Recognises the lines that divide a plain text: chapters of a novel, titles of a collection. */

/** A heading of a chapter: 第一章 建村, 第12回, 楔子, 后记. */
export const chapterLine =
  /^[\s\u3000]*(?:(?:第[一二三四五六七八九十百千零〇两\d]{1,7}[章回节卷部篇集幕折](?=$|[\s\u3000：:.、·]|[^。，；！？]{0,20}$)[^。；！？\n]{0,40})|(?:序章|序言|序幕|楔子|引子|尾声|后记|跋|番外[^。，；！？\n]{0,20}))[\s\u3000]*$/;

/** A title in a collection of short texts: ○ 石桥歌, ● 苇塘歌. */
export const markedTitle = /^[\s\u3000]*[○◎●◇◆□■☆★※][\s\u3000]*(\S[^\n\r。！？]{0,80}?)[\s\u3000]*$/;

/** A line that names the author: 作者：何田, 文/何田, 〔明〕何田. */
export const authorLine =
  /^[\s\u3000]*(?:作者|著者|撰文)\s*[:：]\s*([\p{Script=Han}·]{2,12}(?:[、,，\s]+[\p{Script=Han}·]{2,12})*)[\s\u3000]*$/u;

/** A title with its author behind it: 石桥流水曲/〔明〕何田. */
export function splitTitle(title: string): { title: string; author?: string } {
  const parts = /^(.+?)\s*[/／]\s*(?:[〔[（(【][^〕\]）)】]{1,4}[〕\]）)】]\s*)?([\p{Script=Han}·]{2,6})$/u.exec(title);
  return parts ? { title: parts[1], author: parts[2] } : { title };
}
