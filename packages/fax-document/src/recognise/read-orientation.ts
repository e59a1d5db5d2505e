import type { Turn } from '../recognition.ts';

/** How much likelier the best orientation is than the next, by Tesseract's measure: 8 to 20 where letters are many. */
const SURE = 2;

/** Of Tesseract's report; it has six lines. */
const REPORT_LENGTH = 4096;

/** Tesseract's report on orientation (`--psm 0`): by which turn the page would be upright. */
export function readOrientation(report: string): Turn | undefined {
  const head = report.slice(0, REPORT_LENGTH);
  const degrees = /^Rotate: (\d+)$/m.exec(head)?.[1];
  const confidence = /^Orientation confidence: ([\d.]+)$/m.exec(head)?.[1];
  return sureTurn(Number(degrees), Number(confidence));
}

/** A turn that Tesseract is sure of, or undefined. */
export function sureTurn(degrees: number, confidence: number): Turn | undefined {
  const isTurn = degrees === 0 || degrees === 90 || degrees === 180 || degrees === 270;
  return isTurn && confidence >= SURE ? degrees : undefined;
}
