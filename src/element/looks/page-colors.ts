/**
 * What colours does the page have where the element stands? Reads them as the browser computes them, and again whenever
 * they may have changed: by a class such as `dark`, by the system's scheme, by a style sheet. Entry point: `ColorWatcher`.
 */
import { createPalette, mix, type Rgb } from './palette.ts';

/** A colour with its opacity from 0 to 1. */
interface Paint {
  readonly color: Rgb;
  readonly alpha: number;
}

/**
 * Gives elements in the shadow tree the colours of the page, as custom properties `--surface`, `--text` … and
 * `color-scheme`: one element those around the host, and what lies above the page those of the page itself, since a host
 * may stand in a header of other colours.
 */
export class ColorWatcher {
  private above: HTMLElement | undefined;
  private readonly observer = new MutationObserver(() => this.schedule());
  private readonly scheme = globalThis.matchMedia('(prefers-color-scheme: dark)');
  private readonly onChange = () => this.schedule();
  private readonly onTransition = (event: Event) => {
    if (/color|background|all/.test((event as TransitionEvent).propertyName)) this.schedule();
  };
  private isScheduled = false;

  /**
   * @param probe an element outside `root` that is not shown: it computes colours where the host stands
   * @param root gets the colours around the host
   */
  constructor(
    private readonly host: HTMLElement,
    private readonly probe: HTMLElement,
    private readonly root: HTMLElement,
  ) {}

  start(): void {
    for (const element of listAncestors(this.host)) this.observer.observe(element, { attributes: true });
    this.scheme.addEventListener('change', this.onChange);
    document.addEventListener('transitionend', this.onTransition);
    // Style sheets that load later; the event of a <link> does not bubble.
    document.addEventListener('load', this.onChange, true);
    this.apply();
  }

  stop(): void {
    this.observer.disconnect();
    this.scheme.removeEventListener('change', this.onChange);
    document.removeEventListener('transitionend', this.onTransition);
    document.removeEventListener('load', this.onChange, true);
  }

  /** Gives an element that lies above the page the colours of the page; undefined when there is none any more. */
  setAbove(element: HTMLElement | undefined): void {
    this.above = element;
  }

  /** Reads the colours of the page now. */
  apply(): void {
    this.color(this.root, this.host, listAncestors(this.host));
    if (this.above) this.color(this.above, document.body, [document.body, document.documentElement]);
  }

  /** @param around the elements whose backgrounds lie behind, from the inside out */
  private color(target: HTMLElement, text: Element, around: readonly Element[]): void {
    const chosen = (name: string) => {
      const paint = this.compute(`var(--hansou-${name}, transparent)`);
      return paint.alpha > 0 ? paint.color : undefined;
    };
    const surface = chosen('surface') ?? this.readSurface(around);
    const inherited = this.compute(getComputedStyle(text).color);
    const { scheme, ...colors } = createPalette({
      surface,
      text: chosen('text') ?? mix(surface, inherited.color, inherited.alpha),
      muted: chosen('muted'),
      accent: chosen('accent'),
      mark: chosen('mark'),
      line: chosen('line'),
    });
    target.style.colorScheme = scheme;
    for (const [name, color] of Object.entries(colors))
      target.style.setProperty(`--${name}`, `rgb(${color.join(' ')})`);
  }

  private schedule(): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    requestAnimationFrame(() => {
      this.isScheduled = false;
      this.apply();
    });
  }

  /** The backgrounds of elements over each other, the first on top, the canvas below. */
  private readSurface(around: readonly Element[]): Rgb {
    const layers: Paint[] = [];
    for (const element of around) {
      const paint = this.compute(getComputedStyle(element).backgroundColor);
      if (paint.alpha > 0) layers.push(paint);
      if (paint.alpha === 1) break;
    }
    const canvas = this.compute('Canvas').color;
    return layers.reduceRight((below, { color, alpha }) => mix(below, color, alpha), canvas);
  }

  /** Computes a CSS colour where the host stands, whatever its notation. */
  private compute(color: string): Paint {
    const known = parseColor(color);
    if (known) return known;
    this.probe.style.color = color;
    const computed = getComputedStyle(this.probe).color;
    const simple = parseColor(computed);
    if (simple) return simple;
    // A mixture in sRGB is serialised in sRGB.
    this.probe.style.color = `color-mix(in srgb, ${computed}, ${computed})`;
    return parseColor(getComputedStyle(this.probe).color) ?? { color: [0, 0, 0], alpha: 0 };
  }
}

/** The elements around an element, from the inside out, through slots and shadow trees. */
function listAncestors(element: Element): Element[] {
  const ancestors: Element[] = [];
  let at: Node | null = element;
  while ((at = (at as Element).assignedSlot ?? (at instanceof ShadowRoot ? at.host : at.parentNode)) !== null)
    if (at instanceof Element) ancestors.push(at);
  return ancestors;
}

/** Parses `rgb(…)`, `rgba(…)` and `color(srgb …)` as browsers serialise them. */
function parseColor(text: string): Paint | undefined {
  const [, name, list] = /^(rgba?|color)\((?:srgb )?([-\d., /e]+)\)$/.exec(text) ?? [];
  if (list === undefined) return undefined;
  const [red, green, blue, alpha = 1] = list.split(/[ ,/]+/).map(Number);
  const scale = name === 'color' ? 255 : 1;
  const channel = (value: number) => Math.max(0, Math.min(255, Math.round(value * scale)));
  return { color: [channel(red), channel(green), channel(blue)], alpha };
}
