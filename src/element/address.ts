/** How does a query stand in the address of the page? In a parameter such as `?q=`, so that links, back and forward work. */

/** Which element a parameter belongs to: the first one that asked for it. */
const owners = new Map<string, AddressParameter>();

/** Milliseconds between changes of the address while somebody types: browsers refuse more than 100 in 30 seconds. */
const writeDelayMs = 350;

/**
 * A parameter of the page's address. Law: going back leads to the queries that were settled (opened, chosen or left), not
 * to each letter.
 */
export class AddressParameter {
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Whether the next change is a new entry of the history. */
  private isSettled = true;
  private readonly onReturn = () => {
    clearTimeout(this.timer);
    this.isSettled = true;
    this.onChange(this.read());
  };

  private constructor(
    private readonly name: string,
    private readonly onChange: (query: string) => void,
  ) {
    window.addEventListener('popstate', this.onReturn);
  }

  /**
   * Claims a parameter; undefined when an earlier element has it.
   * @param onChange is called with the query when the reader goes back or forward
   */
  static claim(name: string, onChange: (query: string) => void): AddressParameter | undefined {
    if (owners.has(name)) return undefined;
    const parameter = new AddressParameter(name, onChange);
    owners.set(name, parameter);
    return parameter;
  }

  release(): void {
    clearTimeout(this.timer);
    window.removeEventListener('popstate', this.onReturn);
    owners.delete(this.name);
  }

  /** The query in the address; '' for none. */
  read(): string {
    return new URL(location.href).searchParams.get(this.name) ?? '';
  }

  /** Writes a query, soon. */
  write(query: string): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.writeNow(query), writeDelayMs);
  }

  /** Writes a query now; the next one will be a new entry of the history. */
  settle(query: string): void {
    clearTimeout(this.timer);
    this.writeNow(query);
    this.isSettled = true;
  }

  private writeNow(query: string): void {
    if (this.read() === query) return;
    const address = new URL(location.href);
    if (query) address.searchParams.set(this.name, query);
    else address.searchParams.delete(this.name);
    try {
      // The state belongs to the page.
      if (this.isSettled) history.pushState(history.state, '', address);
      else history.replaceState(history.state, '', address);
      this.isSettled = false;
    } catch {
      // A page that was opened as a file may not change its address.
    }
  }
}
