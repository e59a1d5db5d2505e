import { readFileSync, writeFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';

import { wrapTiff } from '@kuvert/fax-document/pdf/wrap-tiff';

/** A thread that wraps the faxes of the files that it is told of, and says when that is done. */
parentPort?.on('message', (files: readonly string[]) => {
  for (const file of files) writeFileSync(`${file}.pdf`, wrapTiff(readFileSync(file)));
  parentPort?.postMessage('done');
});
