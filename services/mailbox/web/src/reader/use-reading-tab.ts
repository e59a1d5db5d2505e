import { useStored } from '../parts/use-stored.ts';

const tabs = ['page', 'text'] as const;

/** What one reads: the page as it came, or its machine-read text. */
export type ReadingTab = (typeof tabs)[number];

const isTab = (value: unknown): value is ReadingTab => tabs.some((tab) => tab === value);

/** Whoever reads by text, such as with a screen reader, opens the next fax there as well. */
export const useReadingTab = () => useStored('tab', isTab, 'page');
