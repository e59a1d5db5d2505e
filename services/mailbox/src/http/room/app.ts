import express, { type ErrorRequestHandler, type Express } from 'express';

import { createApp } from '@kuvert/platform/http/app';
import { mount } from '@kuvert/platform/http/mount';
import type { Route } from '@kuvert/platform/http/route';
import type { Log } from '@kuvert/platform/logging/log';
import { KuvertError } from '@kuvert/shared/errors';

import { errorPages } from '../app.ts';
import { serveAssets } from '../assets.ts';
import { choosePath, logoutPath } from '../cookies.ts';
import { securityHeaders } from '../headers.ts';
import type { Web } from '../web.ts';

export interface RoomAppDeps {
  readonly mode: 'demonstration' | 'production';
  readonly log: Log;
  readonly web: Web;
  readonly trustedProxies: readonly string[];
  readonly routes: readonly Route<undefined>[];
}

/** The room's own listener: none of the mailbox's routes, nor of its sessions. */
export const roomApp = (deps: RoomAppDeps): Express =>
  createApp(
    deps.log,
    (router) => {
      router.use(securityHeaders(deps.mode));
      serveAssets(router, deps.web);
      router.use(
        [logoutPath, choosePath, '/language'],
        express.urlencoded({ extended: false, limit: '16kb' }),
      );
      mount(router, deps.routes, () => Promise.resolve(undefined));
      router.use(() => {
        throw new KuvertError('path-unknown', 'there is nothing here');
      });
      const pages: ErrorRequestHandler = errorPages(deps);
      router.use(pages);
    },
    deps.trustedProxies,
  );
