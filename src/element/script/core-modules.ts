/**
 * What the late part of the page's script (late.ts) uses of the code that is loaded first. The build of that script puts a
 * list in the place of this file (tsup.late-code.ts): by file, its exports.
 */
export const getCoreModules = (): Readonly<Record<string, Readonly<Record<string, unknown>>>> => ({});
