import { expect, it } from 'vitest';
import { findServedSite, type ViteServer } from '../../../src/plugins/vite-server.ts';

const at = (local: string[], network: string[] = []) =>
  findServedSite({ resolvedUrls: { local, network } } as unknown as ViteServer, '/docs/');

it('finds the site on this machine, else on the network, whether the address has its path or not', () => {
  expect(at(['http://localhost:5173/docs/'], ['http://10.0.0.1:5173/'])).toBe('http://localhost:5173/docs/');
  expect(at(['http://localhost:4321/'])).toBe('http://localhost:4321/docs/');
  expect(at([], ['http://10.0.0.1:5173/docs/'])).toBe('http://10.0.0.1:5173/docs/');
});

it('says that a server inside another one shows no pages to read', () => {
  expect(() => at([])).toThrow(expect.objectContaining({ code: 'IO', got: 'one inside another server' }));
  expect(() => findServedSite({} as ViteServer, '/')).toThrow(expect.objectContaining({ code: 'IO' }));
});
