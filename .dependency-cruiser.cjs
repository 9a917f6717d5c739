// A file imports only from its own room and from rooms above it in this list. There are no cycles. `index.ts` re-exports.
const rooms = [
  'errors.ts',
  'validate.ts',
  'bytes/',
  'text/',
  'lexicon/',
  'segment/',
  'analysis/',
  'names/',
  'articles/',
  'index/[a-z-]+.ts',
  'index/packing/',
  'index/postings/',
  'index/termdict/',
  'index/pinyin/',
  'index/inverter/',
  'index/store/',
  'index/columns/',
  'index/segment/',
  'index/live/',
  'query/language/',
  'query/numbers/',
  'query/context/',
  'query/cut/',
  'query/match/',
  'query/rank/',
  'query/rewrite/',
  'query/run/',
  'snippet/',
  'suggest/',
];
const at = room => `^src/${room.replace('.', '\\.')}`;
const below = n => rooms.slice(n + 1).map(at);
const faces = ['^src/[a-z-]+\\.ts$', '^src/(hits|options|keywords|adapters|worker|remote|opensearch|element|node|cli|entry-points|plugins)/'];

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: { path: '^src' }, to: { circular: true } },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, path: '^src', pathNot: '\\.d\\.ts$|common-js-module\\.js$' }, to: {} },
    ...rooms.map((room, n) => ({
      name: `${room.replace(/\.ts$|\/$/, '').replace(/[^a-z]+/g, '-')}-imports-only-from-above`,
      severity: 'error',
      from: { path: at(room) },
      to: { path: [...below(n), ...faces], pathNot: ['^src/(errors|validate)\\.ts$', at(room)] },
    })),
    {
      name: 'core-needs-no-node',
      comment: 'The library itself runs in a page: only node/, cli/, plugins/ and the lexicon and nodejieba entry points may touch Node.',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/(node|cli|plugins)/|^src/base-lexicon\\.ts$|^src/entry-points/nodejieba\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'src-needs-no-dev-package',
      comment: 'pdfjs-dist (PDF), mammoth (DOCX) and @modelcontextprotocol/sdk (hansou mcp) are optional peers; of vue and svelte only types are used.',
      severity: 'error',
      from: { path: '^src' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], pathNot: '@types|node_modules/(pdfjs-dist|mammoth|@modelcontextprotocol|vue|svelte)/' },
    },
  ],
  options: { tsPreCompilationDeps: true, tsConfig: { fileName: 'tsconfig.json' }, doNotFollow: { path: 'node_modules' } },
};
