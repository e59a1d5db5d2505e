import { useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useState } from 'react';
import type { Boot, MessagePage } from '../../../src/http/api.ts';
import { keys } from './keys.ts';

/** Puts the first rows that came with the page where the list will look for them; once. */
export const useBootedList = ({ departmentId, view, list }: Boot): void => {
  const queries = useQueryClient();
  useState(() => {
    if (!departmentId || !list) return;
    const data: InfiniteData<MessagePage, string | null> = { pages: [list], pageParams: [null] };
    queries.setQueryData(keys.messages(departmentId, view), data);
  });
};
