// A file imports only from rooms above its own, in this order; no cycles. `index.ts` re-exports.
const rooms = ['errors.ts', 'checked.ts', 'bytes/', 'text/', 'lexicon/', 'segment/', 'names/', 'analysis/', 'articles/', 'inverted/', 'match/', 'query/', 'snippet/', 'suggest/'];
const at = room => `^src/${room.replace('.', '\\.')}`;
const below = n => rooms.slice(n + 1).map(at);
const faces = ['^src/[a-z-]+\\.ts$', '^src/(worker|element|node|cli)/'];

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: { path: '^src' }, to: { circular: true } },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, path: '^src', pathNot: '\\.d\\.ts$' }, to: {} },
    ...rooms.map((room, n) => ({
      name: `${room.replace(/[/.].*/, '')}-imports-only-from-above`,
      severity: 'error',
      from: { path: at(room) },
      to: { path: [...below(n), ...faces], pathNot: ['^src/(errors|checked)\\.ts$', at(room)] },
    })),
    {
      name: 'core-needs-no-node',
      comment: 'The library itself runs in a page: only node/, cli/ and the lexicon and nodejieba doors may touch Node.',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/(node|cli)/|^src/(base-lexicon|nodejieba)\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'src-needs-no-dev-package',
      comment: 'unpdf is an optional peer, for PDF only.',
      severity: 'error',
      from: { path: '^src' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], pathNot: '@types|node_modules/unpdf/' },
    },
  ],
  options: { tsPreCompilationDeps: true, tsConfig: { fileName: 'tsconfig.json' }, doNotFollow: { path: 'node_modules' } },
};
