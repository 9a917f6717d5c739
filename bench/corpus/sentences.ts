/** Splits a text after the end of each sentence. The sentences joined are the text. */
export function splitSentences(text: string): string[] {
  return text.match(/[^。！？!?\n]*[。！？!?\n]+[”」』"’]*|[^。！？!?\n]+$/gu) ?? [];
}
