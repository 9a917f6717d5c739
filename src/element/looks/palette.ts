/** Which colours does the element use? Derives all of them from the page's surface and text. Entry point: `createPalette`. */

/** A colour in sRGB: red, green, blue, integers from 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** What the page gives: its surface and text, and the colours that its author chose for the element. */
export interface PageColors {
  readonly surface: Rgb;
  readonly text: Rgb;
  readonly muted?: Rgb | undefined;
  readonly accent?: Rgb | undefined;
  readonly mark?: Rgb | undefined;
  readonly line?: Rgb | undefined;
}

/** The colours of the element. */
export interface Palette {
  readonly scheme: 'light' | 'dark';
  /** Behind everything. */
  readonly surface: Rgb;
  /** Behind the chosen hit. */
  readonly active: Rgb;
  /** Behind highlighted words. */
  readonly mark: Rgb;
  readonly text: Rgb;
  /** Text that matters less. */
  readonly muted: Rgb;
  /** Text that can be clicked, and the ring around what has the focus. */
  readonly accent: Rgb;
  /** Around boxes and buttons. */
  readonly edge: Rgb;
  /** Between hits. */
  readonly line: Rgb;
}

/** Contrast of text as WCAG 2 asks for it (level AA), and of the edges of controls. */
const minTextContrast = 4.5;
const minEdgeContrast = 3;

const black: Rgb = [0, 0, 0];
const white: Rgb = [255, 255, 255];
const gold: Rgb = [255, 208, 60];
const accents = { light: [154, 43, 31], dark: [240, 144, 127] } as const;

/** How much gold there is in the colour of marks. */
const markShares = { light: 0.5, dark: 0.35 } as const;

/**
 * Derives the colours. Laws: the contrast of `text`, `muted` and `accent` is at least 4.5:1 on `surface` and on `active`,
 * that of `text` is so on `mark` too, and that of `edge` is at least 3:1 on `surface`, whatever the page gives. The text of
 * the page stays as it is where its contrast suffices.
 */
export function createPalette(page: PageColors): Palette {
  const { surface } = page;
  const contrasting = contrast(black, surface) > contrast(white, surface) ? black : white;
  const text = contrast(page.text, surface) >= minTextContrast ? page.text : contrasting;
  const scheme = contrasting === black ? 'light' : 'dark';
  const active = lastReadable(surface, text, 0.09, color => contrast(text, color) >= minTextContrast);
  const isReadable = (color: Rgb) =>
    contrast(color, surface) >= minTextContrast && contrast(color, active) >= minTextContrast;
  return {
    scheme,
    surface,
    active,
    mark: lastReadable(
      surface,
      page.mark ?? gold,
      page.mark ? 1 : markShares[scheme],
      color => contrast(text, color) >= minTextContrast,
    ),
    text,
    muted: lastReadable(text, page.muted ?? surface, page.muted ? 1 : 0.4, isReadable),
    accent: lastReadable(text, page.accent ?? accents[scheme], 1, isReadable),
    edge: lastReadable(text, surface, 0.6, color => contrast(color, surface) >= minEdgeContrast),
    line: page.line ?? mix(surface, text, 0.16),
  };
}

/** The mixture of two colours with the greatest share of `to`, at most `most`, that is readable; `from` if none is. */
function lastReadable(from: Rgb, to: Rgb, most: number, isReadable: (color: Rgb) => boolean): Rgb {
  const steps = 20;
  for (let step = steps; step > 0; step--) {
    const color = mix(from, to, (most * step) / steps);
    if (isReadable(color)) return color;
  }
  return from;
}

/** The mixture of two colours in sRGB; `share` is that of `to`, from 0 to 1. */
export function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const channel = (i: 0 | 1 | 2) => Math.round(from[i] + (to[i] - from[i]) * share);
  return [channel(0), channel(1), channel(2)];
}

/**
 * The contrast ratio of two colours as WCAG 2 defines it: from 1 to 21.
 *
 * @internal exported for tests
 */
export function contrast(a: Rgb, b: Rgb): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

function luminance(color: Rgb): number {
  const [red, green, blue] = color.map(value => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
