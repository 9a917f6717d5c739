/** `hansou cluster`: fills an index on a cluster from files, writes it to a file, and compares the two. */

import { parseArguments, parseCount, usageError } from '../arguments.ts';
import { readArguments, toReadOptions } from '../build/read-options.ts';
import type { Command } from '../command.ts';
import { loadLexicon, parseNameLevel } from '../terminal/text-input.ts';
import type { ClusterPlace } from './place.ts';
import { pull } from './pull.ts';
import { push } from './push.ts';
import { remap } from './remap.ts';
import { verify } from './verify.ts';

const usage =
  'hansou cluster push <file|folder|index>… --to URL[,URL…] | pull -o site.hansou --to … | verify <index> … | remap …';

/** The command `hansou cluster`. */
export const cluster: Command = {
  usage,
  help: `Keeps an index on a cluster of OpenSearch or Elasticsearch.

  push <file>…     sends the documents of files and folders, read as by hansou build, or of an index file. What the
                   cluster does not acknowledge is sent again; what it holds already as it is is not sent, so a run
                   that was ended goes on where it stopped
  pull -o FILE     writes all documents of the cluster to an index file
  verify <index>   compares the documents of an index file with those of the cluster; exits with 1 if they differ
  remap            cuts all documents anew, with other dictionaries, shards or replicas, while the index is searched and
                   written to

  --to URL[,URL…]  the addresses of the nodes, with user:password@ where there are accounts
  --index NAME     the name of the index on the cluster (default documents)
  --shards N, --replicas N
                   push: of an index that is created (default 1 and 1); remap: of the new index (default as before)
  --dict FILE      a dictionary of names; may be repeated. An index stays with the words that it was filled with
  --find-names WHICH, --format, --field, --encoding, --strict, --root, --ignore, --base-url, --clean-urls, --drafts,
  --no-code        push: how files are read, as in hansou build
  --timeout N      seconds that a request may take, with all addresses that are tried (default 60)
  --json           prints what was done as one JSON value

Accounts, certificates and what a cluster answers otherwise than a file: docs/cluster.md.

Example:
  hansou cluster push articles.jsonl --to https://localhost:9200`,

  async run(args, streams) {
    const { values, positionals } = parseArguments(
      args,
      {
        to: { type: 'string' },
        index: { type: 'string' },
        output: { type: 'string', short: 'o' },
        dict: { type: 'string', multiple: true },
        'find-names': { type: 'string' },
        shards: { type: 'string' },
        replicas: { type: 'string' },
        timeout: { type: 'string' },
        ...readArguments,
        json: { type: 'boolean' },
      },
      usage,
    );
    const [action, ...names] = positionals;
    if (!values.to) throw usageError(usage, 'no --to');
    const nameLevel = parseNameLevel(values['find-names'], usage);
    const count = (name: 'shards' | 'replicas' | 'timeout', defaultValue: number) =>
      parseCount({ name, value: values[name], defaultValue }, usage);
    const place: ClusterPlace = {
      addresses: values.to.split(','),
      index: values.index ?? 'documents',
      shards: count('shards', 1),
      replicas: count('replicas', 1),
      timeout: count('timeout', 60) * 1000,
    };
    const job = { place, streams, printsJson: values.json ?? false };
    const load = () => loadLexicon(values.dict ?? [], streams, nameLevel);
    if (action === 'push') {
      if (names.length === 0) throw usageError(usage, 'no files');
      const options = toReadOptions(values, usage);
      return push({ ...job, names, options, lexicon: await load(), hasNameFields: nameLevel !== 'none' });
    }
    if (action === 'pull') {
      if (!values.output || names.length > 0)
        throw usageError(usage, values.output ? `${names.length} files` : 'no -o');
      return pull({ ...job, output: values.output, lexicon: await load() });
    }
    if (action === 'remap') {
      if (names.length > 0) throw usageError(usage, `${names.length} files`);
      const layout = {
        ...(values.shards !== undefined && { shards: place.shards }),
        ...(values.replicas !== undefined && { replicas: place.replicas }),
      };
      return remap({ ...job, layout, lexicon: await load() });
    }
    if (action === 'verify') {
      if (names.length !== 1) throw usageError(usage, `${names.length} index files`);
      return verify({ ...job, file: names[0], lexicon: await load() });
    }
    throw usageError(usage, action === undefined ? 'no push, pull, verify or remap' : action);
  },
};
