/** Addresses that are relative to a page. */
import { invalid } from './validate.ts';

/** How an address is resolved. */
interface AddressOptions {
  /** What errors call it (default `the address`), and what they say to do. */
  readonly name?: string;
  readonly hint?: string;
  /** What it is relative to where there is neither a page nor a script of a worker. */
  readonly base?: () => URL;
}

/** The full form of an address, which may be relative to the page, or to the script of a worker. @throws HansouError BAD_ARGUMENT */
export function resolveAddress(address: unknown, { name, hint, base }: AddressOptions = {}): URL {
  if (typeof address === 'string' || address instanceof URL) {
    if (URL.canParse(address)) return new URL(address);
    const page = globalThis.document?.baseURI ?? globalThis.location?.href ?? base?.();
    if (URL.canParse(address, page)) return new URL(address, page);
  }
  throw invalid(
    name ?? 'the address',
    'an address, absolute or relative to the page',
    address,
    hint ?? 'Pass the address of the file.',
  );
}
