/** The API reference in Chinese: a plugin of TypeDoc that puts the texts of chinese-api.tsv in the place of the doc comments. */
import { type Application, type CommentDisplayPart, Converter, type Reflection } from 'typedoc';
import { codeBlocks, digestOf, readChineseTexts } from './chinese-texts.ts';

/** Comments of declarations that are not ours: TypeScript's own links to MDN. */
const foreignText = /^\[MDN Reference\]/;
/** Comments are looked at behind everything that TypeDoc itself does with them. */
const priority = -1000;

/** Called by TypeDoc. A comment without a Chinese text is an error. */
export function load({ converter, logger }: Application): void {
  const texts = new Map(readChineseTexts().map(({ digest, chinese }) => [digest, chinese]));
  const translate = (parts: readonly CommentDisplayPart[], owner: Reflection): CommentDisplayPart[] => {
    const english = parts.map(({ text }) => text).join('');
    if (english.trim() === '' || foreignText.test(english)) return [...parts];
    const digest = digestOf(english);
    const chinese = texts.get(digest);
    if (chinese === undefined)
      logger.error(`${owner.getFullName()}: chinese-api.tsv has no Chinese text for ${digest}: ${english}`);
    return [{ kind: 'text', text: [chinese ?? english, ...(english.match(codeBlocks) ?? [])].join('\n\n') }];
  };
  const translateAll = ({ project }: { readonly project: { readonly reflections: object } }) => {
    const done = new Set<object>();
    for (const reflection of Object.values(project.reflections) as Reflection[]) {
      const { comment } = reflection;
      if (!comment || done.has(comment)) continue;
      done.add(comment);
      comment.summary = translate(comment.summary, reflection);
      for (const tag of comment.blockTags) tag.content = translate(tag.content, reflection);
    }
  };
  converter.on(Converter.EVENT_RESOLVE_END, translateAll, priority);
}
