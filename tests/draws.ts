/**
 * Which inputs do the property tests draw? Every run on one commit draws the same, and each commit draws others: a run that
 * fails can be repeated, and what passed passes again. `HANSOU_SEED=7` draws by another number, `HANSOU_SEED=random` by a new
 * one each time; the fuzz tests in their long form (`HANSOU_FUZZ`) do the latter, unless they are given a number.
 */
import fc from 'fast-check';
import { countInput } from './fuzz-progress.ts';

const seed = process.env['HANSOU_SEED'];
if (seed !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
if (process.env['HANSOU_FUZZ']) fc.configureGlobal({ ...fc.readConfigureGlobal(), beforeEach: countInput });
