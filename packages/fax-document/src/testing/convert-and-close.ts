/** A program that converts some faxes at once, closes its engine and has nothing else to do. */
import { createFaxEngine } from '../engine.ts';
import { sample } from './samples.ts';

const engine = createFaxEngine({ processes: 2 });
await Promise.all(Array.from({ length: 6 }, () => engine.toPdf(sample('sp-noecm-mh-v29.tif'))));
await engine.close();
