/** Rows further back, as a list that is asked for page by page has them. */
export interface Older {
  readonly isLoading: boolean;
  readonly load: () => void;
}

/** The next page of a query, asked for once at a time. */
export const olderOf = (query: {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
}): Older => ({
  isLoading: query.isFetchingNextPage,
  load: () => {
    if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
  },
});
