/**
 * A child process with tesseract.js in it: Tesseract in WebAssembly, its models from this package's own
 * dependencies. It never asks the network for anything.
 */
import { createWorker, OEM, PSM, type Worker } from 'tesseract.js';

import { watchParent } from '../../process/parent-watch.ts';
import { packedModelFolder, type ModelName } from '../models.ts';
import type { ReadingJob, ReadingReply } from './protocol.ts';

const send = (reply: ReadingReply): void => {
  // Without a channel the parent is gone, and so is the need for an answer.
  process.send?.(reply);
};

/** A start whose model can't be loaded is told to the handler alone: the worker's promise stays open. */
function startWorker(model: ModelName, engine: OEM): Promise<Worker> {
  return new Promise((resolve, reject) => {
    const options = {
      langPath: packedModelFolder(model),
      gzip: true,
      cacheMethod: 'none',
    } as const;
    createWorker(model, engine, { ...options, errorHandler: reject }).then(resolve, reject);
  });
}

/** The last page's language: the next page is likely to be in the same. */
let warm: { readonly language: ModelName; readonly worker: Worker } | undefined;

async function workerFor(language: ModelName): Promise<Worker> {
  if (warm?.language !== language) {
    await endWarm();
    warm = { language, worker: await startWorker(language, OEM.LSTM_ONLY) };
  }
  return warm.worker;
}

async function endWarm(): Promise<void> {
  const last = warm;
  warm = undefined;
  await last?.worker.terminate();
}

async function perform(job: ReadingJob): Promise<ReadingReply> {
  const picture = Buffer.from(job.picture);
  const dpi = `${Math.round(job.dpi)}`;
  if (job.kind === 'read') {
    const worker = await workerFor(job.language);
    await worker.setParameters({ tessedit_pageseg_mode: PSM.AUTO, user_defined_dpi: dpi });
    const { data } = await worker.recognize(picture, {}, { text: false, tsv: true });
    return { kind: 'read', tsv: data.tsv ?? '' };
  }
  // Few pages are asked for this, so nothing of it is kept; and two at once would take too much memory.
  await endWarm();
  const worker = await startWorker('osd', OEM.TESSERACT_ONLY);
  try {
    await worker.setParameters({ user_defined_dpi: dpi });
    const { data } = await worker.detect(picture);
    const { orientation_degrees: degrees, orientation_confidence: confidence } = data;
    return { kind: 'orientation', degrees, confidence: confidence ?? 0 };
  } finally {
    await worker.terminate();
  }
}

process.on('disconnect', () => process.exit(0));
watchParent();
// The parent is the only one who can write to the channel, and it sends nothing but jobs.
process.on('message', (job: ReadingJob) => {
  void perform(job).then(send, () => send({ kind: 'failed' }));
});
send({ kind: 'ready' });
