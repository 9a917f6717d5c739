/** Builds the body of a document with sections: lines of text, some of which are headings. */
import type { DocumentSection, FileDocument } from './document.ts';

/** Collects lines. Law: each section starts at its heading in the body, and sections ascend. */
export class BodyBuilder {
  private readonly lines: string[] = [];
  private readonly sections: DocumentSection[] = [];
  private length = 0;

  /** Adds text as lines of its own; blank lines at its ends are dropped. */
  addLines(text: string): void {
    const trimmed = text.replace(/^(?:[ \t]*[\n\r])+|[\s]+$/g, '');
    if (trimmed.trim() === '') return;
    this.lines.push(trimmed);
    this.length += trimmed.length + 1;
  }

  /** Adds a heading, where a section starts. @param anchor the fragment of the URL that leads to it; '' if there is none */
  addHeading(title: string, anchor: string): void {
    if (title === '') return;
    this.sections.push({ title, anchor, start: this.length });
    this.lines.push(title);
    this.length += title.length + 1;
  }

  /** The fields that follow from the lines. */
  build(): Pick<FileDocument, 'headings' | 'sections'> & { readonly body: string } {
    const { sections } = this;
    return {
      body: this.lines.join('\n'),
      ...(sections.length > 0 && { headings: sections.map(({ title }) => title).join('\n'), sections }),
    };
  }
}
