/** `npm run bench:report`: report.md and its charts from bench/report.json, without measuring anything. */
import { installPeers } from '../install.ts';
import { readReport, storedReport, writePage } from './write.ts';

const report = readReport();
if (!report) {
  console.error(`There is no report at ${storedReport}. Make one by: npm run bench -- --save`);
  process.exitCode = 1;
} else {
  installPeers();
  console.log(await writePage(report));
}
