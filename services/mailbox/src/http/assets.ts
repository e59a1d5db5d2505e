import express, { type RequestHandler, type Router } from 'express';

import type { Web } from './web.ts';

const mediaTypes: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

/** In the order in which they are chosen. */
const codings = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' },
] as const;

/**
 * The built user interface. Names carry a hash of what they hold, but for the icon. These are the only answers that
 * are compressed: they hold no secret beside what a stranger chose.
 */
export const serveAssets = (router: Router, { folder, files }: Web): void => {
  router.use('/assets', preferCompressed(files));
  router.use(
    '/assets',
    express.static(folder, {
      index: false,
      redirect: false,
      dotfiles: 'ignore',
      cacheControl: false,
      setHeaders: (response, path) => {
        const hashed = /-[\w-]{8,}\.\w+(?:\.br|\.gz)?$/.test(path);
        response.setHeader(
          'cache-control',
          hashed ? 'public, max-age=31536000, immutable' : 'public, max-age=86400',
        );
      },
    }),
  );
};

/** Answers with what the build compressed, when the browser takes it. */
const preferCompressed =
  (files: ReadonlySet<string>): RequestHandler =>
  (request, response, next) => {
    const name = request.path.slice(1);
    const mediaType = mediaTypes[/\.(\w+)$/.exec(name)?.[1] ?? ''];
    if (mediaType === undefined || !files.has(name)) {
      next();
      return;
    }
    response.vary('accept-encoding');
    const coding = codings.find(
      ({ name: each, ending }) =>
        files.has(name + ending) && request.acceptsEncodings(each) === each,
    );
    if (coding) {
      response.set({ 'content-encoding': coding.name, 'content-type': mediaType });
      request.url = `/${name}${coding.ending}`;
    }
    next();
  };
