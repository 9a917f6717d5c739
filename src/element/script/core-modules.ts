/**
 * What the late parts of the page's script (late.ts) use of the code that is loaded first. The build of that script puts a
 * list in the place of this file (tsup.late-code.ts).
 */
export const getCore = (): readonly unknown[] => [];

/** Under which symbol the parts find the list. */
export const coreKey = 'hansou';
