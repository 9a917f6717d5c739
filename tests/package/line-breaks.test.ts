/** Lines of the modules that ship. */
import { transformSync } from 'esbuild';
import { expect, it } from 'vitest';
import { breakLines } from '../../tsup.line-breaks.ts';

const parts = [
  'const a=[1,2,,3],b={c:1,"d":[a,b],e(){return`x§{f(1,2)},;§{a}`}};'.replaceAll('§', '$'),
  'class A{static x=1;y=2;get z(){return this.y}static{f(1,2)}}',
  'function f(a,{b,c}={},...d){if(a)return b;for(;;){break}do{f(1)}while(0);return/,;}/.test(",;{")}',
  'let g=",;",h=\'},{\',i=(a,b)=>a,j=a=>({a,b:1});export{g,h,i};',
  '/*! a, notice; */',
];

it('a module with broken lines is the same program, and no line is longer than its longest member', () => {
  for (let size = 1; size < 60; size++) {
    const code =
      Array.from({ length: size }, (_, i) => `{${parts[i % 4].replace(/export\{.*/, '')}}`).join('') + parts[4];
    const broken = breakLines(code, 100);
    const print = (text: string) => transformSync(text, { minifyWhitespace: true }).code;
    expect(print(broken)).toBe(print(code));
    expect(Math.max(...broken.split('\n').map(line => line.length))).toBeLessThan(160);
  }
});

it('a line that is short enough, or has no place for a break, stays', () => {
  expect(breakLines(parts[0], 1000)).toBe(parts[0]);
  const text = `f("${'a,b;'.repeat(100)}")`;
  expect(breakLines(text, 100)).toBe(text);
});
