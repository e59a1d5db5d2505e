import type { Plugin } from 'vite';

const strings = /\/intl\/[a-z]+\/([a-z]{2}-[A-Z]{2})\.mjs$/;
const nothing = '\0no-strings';

/**
 * React Aria ships its own words in 34 languages and has no way to leave some out.
 * This keeps the tables of `kept` and puts an empty one in the place of the others.
 */
export const withoutOtherLanguages = (kept: readonly string[]): Plugin => ({
  name: 'without-other-languages',
  enforce: 'pre',
  resolveId(source, importer) {
    const language = strings.exec(source)?.[1];
    const ofReactAria = importer !== undefined && importer.includes('react-aria');
    return language && ofReactAria && !kept.includes(language) ? nothing : null;
  },
  load(id) {
    return id === nothing ? 'export default {};' : null;
  },
});
