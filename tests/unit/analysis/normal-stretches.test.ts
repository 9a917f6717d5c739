import { describe, expect, it } from 'vitest';
import { listNormalStretches } from '../../../src/analysis/normal-stretches.ts';
import { fold } from '../../../src/text/folding.ts';

describe('The normal form of a text', () => {
  it('is listed for changed places only, with what stands beside them', () => {
    expect(listNormalStretches(fold('今天，说\ufe00明书在此。面积5㎡'))).toBe('说明书在此\n面积5m2');
    expect(listNormalStretches(fold('今天\u200b，明天'))).toBe('');
  });

  it('is listed sentence by sentence, also where a mark stands behind a full stop', () => {
    expect(listNormalStretches(fold('石桥。说\ufe00明。南保。5㎡。\u0301修\ufe00桥'))).toBe('说明\n5m2\n修桥');
  });
});
