import type { Words } from './en.ts';
/** Swedish. */
export declare const sv: Words;
