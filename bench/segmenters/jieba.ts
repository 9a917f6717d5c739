/** jieba's words for all peers: by @node-rs/jieba, or by nodejieba where only the project itself is installed. */
import { loadPeer } from '../measure/load-peer.ts';
import { type Cutter, cleanWords } from './cutter.ts';

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

/** For those who cut themselves; nobody asks it. */
const noWords: Cutter = { name: 'none', forIndex: () => [], forAll: () => [] };

/** The words that a subject is given: loaded, with the first one cut. */
export async function wordsFor({ words }: { readonly words: 'jieba' | 'own' }): Promise<Cutter> {
  if (words === 'own') return noWords;
  const jieba = await loadJieba();
  jieba.forIndex('开始');
  return jieba;
}

export async function loadJieba(): Promise<Cutter> {
  try {
    const { Jieba } = await loadPeer<NodeRs>('@node-rs/jieba');
    const { dict } = await loadPeer<{ dict: Uint8Array }>('@node-rs/jieba/dict.js');
    const jieba = Jieba.withDict(dict);
    return {
      name: '@node-rs/jieba, search mode with HMM',
      forIndex: text => cleanWords(jieba.cutForSearch(text, true)),
      forAll: text => cleanWords(jieba.cut(text, true)),
    };
  } catch {
    const { default: jieba } = await loadPeer<{ default: NodeJieba }>('nodejieba');
    return {
      name: 'nodejieba, search mode with HMM',
      forIndex: text => cleanWords(jieba.cutForSearch(text)),
      forAll: text => cleanWords(jieba.cut(text, true)),
    };
  }
}
