import type { View } from '../../../src/http/api.ts';
/** In the order of the rail. */
export declare const views: ['new', 'mine', 'taken', 'attention', 'done', 'all'];
/** What the address says; what it leaves open is null. */
export interface Route {
  readonly messageId: string | null;
  readonly view: View | null;
  readonly departmentId: string | null;
}
export declare const parseRoute: (pathname: string, search: string) => Route;
export declare const hrefOf: ({ messageId, view, departmentId }: Route) => string;
