import type { ObjectNumber, PdfFile } from '../pdf/pdf-file.ts';
import { activeEntryKind, activeKind, annotationKind } from './active-content.ts';
import { stampEntries } from './annotation-copy.ts';
import { leafText, nameText } from './object-text.ts';
import type { PdfObjects } from './pdf-objects.ts';
import { isArray, isDict, PdfRef, PdfStream, type PdfDict, type PdfValue } from './pdf-value.ts';

/** What a program keeps for itself: it may hold a whole document of its own (ISO 32000-1 clause 14.5). */
const PRIVATE = new Set(['PieceInfo']);
/** Entries that say nothing once their actions or files are gone. */
const HOLLOW = new Set(['A', 'AA', 'PA', 'AF', 'FS', 'Next', 'OpenAction']);
const STREAM_LENGTH = new Set(['Length', 'DL']);

/** Makes the content of a stream sound before it is written. */
export type StreamMender = (stream: PdfStream) => Promise<Uint8Array> | Uint8Array;

/**
 * Copies what is reached from one file into another, without what acts. Objects are numbered when they
 * are first referred to, and written one after the other, so that one of them is in memory at a time.
 */
export class Copier {
  readonly objects: PdfObjects;
  readonly #file: PdfFile;
  readonly #numbers = new Map<number, ObjectNumber>();
  readonly #waiting: number[] = [];
  readonly #barred: ReadonlySet<number>;

  /** @param barred numbers of the objects that must not be copied */
  constructor(objects: PdfObjects, barred: ReadonlySet<number>, file: PdfFile) {
    this.objects = objects;
    this.#barred = barred;
    this.#file = file;
  }

  /** Says that references to an object lead to one that is written otherwise. */
  redirect(source: number, target: ObjectNumber): void {
    this.#numbers.set(source, target);
  }

  /** Writes all objects that the texts so far refer to, and those that these refer to. */
  async copyReferred(mend: StreamMender): Promise<void> {
    for (let at = 0; at < this.#waiting.length; at++) {
      const source = this.#waiting[at]!;
      const number = this.#numbers.get(source)!;
      const value = this.objects.get(source);
      if (value instanceof PdfStream) {
        this.#file.putStream(number, this.#entries(value.dict, true), await mend(value));
      } else {
        this.#file.put(number, (value === undefined ? undefined : this.text(value)) ?? 'null');
      }
    }
  }

  /** A value as the new file has it; undefined when it must not be there. */
  text(value: PdfValue): string | undefined {
    if (value instanceof PdfRef) return this.#reference(value);
    if (isArray(value)) return `[${value.map((each) => this.text(each) ?? 'null').join(' ')}]`;
    // A stream is an object of its own, and never part of another.
    if (value instanceof PdfStream) return undefined;
    if (!isDict(value)) return leafText(value);
    if (activeKind(this.objects, value) !== undefined) return undefined;
    return `<<${this.#entries(value, false)}>>`;
  }

  /** Some entries of a dictionary, as text without brackets. */
  some(dict: PdfDict, keys: Iterable<string>): string {
    const wanted = new Set(keys);
    return this.#listed(dict, false, (key) => wanted.has(key));
  }

  #entries(dict: PdfDict, isStream: boolean): string {
    const { objects } = this;
    if (annotationKind(objects, dict) !== undefined) return stampEntries(this, dict);
    return this.#listed(dict, isStream, (key) => !(isStream && STREAM_LENGTH.has(key)));
  }

  #listed(dict: PdfDict, isStream: boolean, wanted: (key: string) => boolean): string {
    let text = '';
    for (const [key, value] of dict) {
      if (!wanted(key) || PRIVATE.has(key)) continue;
      if (activeEntryKind(this.objects, { dict, isStream }, key) !== undefined) continue;
      const copied = this.text(value);
      if (copied === undefined || (HOLLOW.has(key) && isHollow(copied))) continue;
      text += `${nameText(key)} ${copied}`;
    }
    return text;
  }

  #reference({ number: source }: PdfRef): string | undefined {
    const known = this.#numbers.get(source);
    if (known !== undefined) return `${known} 0 R`;
    if (this.#barred.has(source)) return undefined;
    if (!this.objects.has(source)) return 'null';
    const number = this.#file.reserve();
    this.#numbers.set(source, number);
    this.#waiting.push(source);
    return `${number} 0 R`;
  }
}

const isHollow = (text: string): boolean => /^(<<>>|\[( |null)*\]|null)$/.test(text);
