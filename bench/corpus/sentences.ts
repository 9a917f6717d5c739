/** Splits a text after its sentence ends; what stands between them stays as it is, so joined they are the text. */
export function sentencesOf(text: string): string[] {
  return text.match(/[^。！？!?\n]*[。！？!?\n]+[”」』"’]*|[^。！？!?\n]+$/gu) ?? [];
}
