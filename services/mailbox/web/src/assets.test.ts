import { expect, it } from 'vitest';
import { assetsOf, type Manifest } from './assets.ts';

const manifest: Manifest = {
  'src/main.tsx': { file: 'main-1.js', css: ['main-1.css'], imports: ['_shared.js'] },
  '_shared.js': { file: 'shared-1.js' },
  'src/print.ts': { file: 'print-1.js' },
  'src/styles/pages.css': { file: 'pages-1.css' },
  '../node_modules/font/source-sans-3-latin-wght-normal.woff2': { file: 'latin-1.woff2' },
};

it('finds script, style and font of the application by their hashed names', () => {
  expect(assetsOf(manifest, 'app')).toEqual({
    script: '/assets/main-1.js',
    modules: ['/assets/shared-1.js'],
    styles: ['/assets/main-1.css'],
    font: '/assets/latin-1.woff2',
  });
});

it('gives plain pages the plain style sheet and no script', () => {
  expect(assetsOf(manifest, 'plain')).toMatchObject({
    script: null,
    styles: ['/assets/pages-1.css'],
  });
});

it('gives the print page its script and the plain style sheet', () => {
  expect(assetsOf(manifest, 'print')).toMatchObject({
    script: '/assets/print-1.js',
    styles: ['/assets/pages-1.css'],
  });
});

it('says what is missing in an incomplete build', () => {
  expect(() => assetsOf({}, 'app')).toThrow('src/main.tsx');
});
