import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contrast, createPalette, type Rgb } from '../../../../src/element/looks/palette.ts';

const channel = fc.integer({ min: 0, max: 255 });
const rgb: fc.Arbitrary<Rgb> = fc.oneof(
  fc.tuple(channel, channel, channel),
  // Greys: the hardest surfaces are those in the middle.
  channel.map((value): Rgb => [value, value, value]),
);
const maybe = fc.option(rgb, { nil: undefined });

describe('the palette of the element', () => {
  it('knows the contrast of WCAG 2', () => {
    expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21, 5);
    expect(contrast([118, 118, 118], [255, 255, 255])).toBeCloseTo(4.54, 2);
    expect(contrast([10, 20, 30], [10, 20, 30])).toBe(1);
  });

  it('is readable whatever surface, text and colours the page gives', () => {
    fc.assert(
      fc.property(
        fc.record({ surface: rgb, text: rgb, muted: maybe, accent: maybe, mark: maybe, line: maybe }),
        page => {
          const { surface, active, mark, text, muted, accent, edge } = createPalette(page);
          for (const ground of [surface, active])
            for (const color of [text, muted, accent]) expect(contrast(color, ground)).toBeGreaterThanOrEqual(4.5);
          expect(contrast(text, mark)).toBeGreaterThanOrEqual(4.5);
          expect(contrast(edge, surface)).toBeGreaterThanOrEqual(3);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('keeps the surface and the readable text of the page, and the colours that it chooses', () => {
    const page = { surface: [250, 247, 242], text: [43, 39, 35], accent: [0, 80, 60], mark: [255, 240, 150] } as const;
    expect(createPalette(page)).toMatchObject({ ...page, scheme: 'light' });
    expect(createPalette({ surface: [20, 20, 20], text: [30, 30, 30] })).toMatchObject({
      scheme: 'dark',
      text: [255, 255, 255],
    });
  });
});
