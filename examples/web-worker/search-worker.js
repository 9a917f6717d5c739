import { serveIndexes } from 'hansou/worker';

serveIndexes();
