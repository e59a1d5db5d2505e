import {
  defineRoute,
  type Accepts,
  type Route,
  type TypedRoute,
} from '@kuvert/platform/http/route';
import type { ApiScope } from '@kuvert/shared/api-scopes';
import type { ErrorCode } from '@kuvert/shared/errors';

import type { ApiClient } from '../../store/api-clients.ts';

/** A route for business systems, with the scope that it takes: the check and the description come of it. */
export interface SystemRoute extends Route<ApiClient> {
  readonly scope: ApiScope;
}

/** What every route may answer instead. */
const everywhere = [
  'token-required',
  'token-invalid',
  'scope-missing',
  'rate-limited',
] as const satisfies readonly ErrorCode[];

const define = defineRoute<ApiClient>();

/** A route that takes a token of this scope. */
export const systemRoute = <const A extends Accepts>(
  scope: ApiScope,
  route: TypedRoute<ApiClient, A>,
): SystemRoute => ({
  ...define(route),
  scope,
  problems: [...new Set([...everywhere, ...route.problems])],
});
