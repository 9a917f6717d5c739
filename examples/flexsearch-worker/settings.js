// The settings of a field. FlexSearch loads this module in the worker of the field, since functions cannot be sent there.
import { chinese } from 'hansou/flexsearch';
import { baseLexicon } from 'hansou/lexicon';

export const zh = chinese({ lexicon: await baseLexicon() });
export default { encode: zh.encode, tokenize: 'strict' };
