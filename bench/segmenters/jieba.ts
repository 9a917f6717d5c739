/** jieba's words for all peers: from @node-rs/jieba, or from nodejieba where only the project itself is installed. */
import { loadPeer } from '../load-peer.ts';
import { normalizeWords, type SharedTokenizer } from './shared-tokenizer.ts';

interface NodeRs {
  readonly Jieba: { withDict(dictionary: Uint8Array): NodeRsJieba };
}
interface NodeRsJieba {
  cut(text: string, withHmm: boolean): string[];
  cutForSearch(text: string, withHmm: boolean): string[];
}
interface NodeJieba {
  cut(text: string, withHmm: boolean): string[];
  cutForSearch(text: string): string[];
}

/** For engines that tokenize themselves, which never call it. */
const noTokenizer: SharedTokenizer = { name: 'none', indexWords: () => [], queryWords: () => [] };

/** Loads the tokenizer that an engine is given, and segments a first word with it. */
export async function loadTokenizerFor({ words }: { readonly words: 'jieba' | 'own' }): Promise<SharedTokenizer> {
  if (words === 'own') return noTokenizer;
  const jieba = await loadJieba();
  jieba.indexWords('开始');
  return jieba;
}

/** Loads jieba. */
export async function loadJieba(): Promise<SharedTokenizer> {
  try {
    const { Jieba } = await loadPeer<NodeRs>('@node-rs/jieba');
    const { dict } = await loadPeer<{ dict: Uint8Array }>('@node-rs/jieba/dict.js');
    const jieba = Jieba.withDict(dict);
    return {
      name: '@node-rs/jieba, search mode with HMM',
      indexWords: text => normalizeWords(jieba.cutForSearch(text, true)),
      queryWords: text => normalizeWords(jieba.cut(text, true)),
    };
  } catch {
    const { default: jieba } = await loadPeer<{ default: NodeJieba }>('nodejieba');
    return {
      name: 'nodejieba, search mode with HMM',
      indexWords: text => normalizeWords(jieba.cutForSearch(text)),
      queryWords: text => normalizeWords(jieba.cut(text, true)),
    };
  }
}
