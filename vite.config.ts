import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));

/** Floors of the server that must never reach a browser; types are erased before this looks. */
const SERVER_ONLY =
  /^(record|gate|server|integrations|cli|demo)\/|^capability\/(?!contract\.ts)|^clinic\/[^/]+\/(commands|views)\/(?!.*\.contract\.ts)/;
/** The list of roles and nothing else. */
const ALLOWED = new Set(['gate/principal.ts']);

const pathOf = (id: string): string => (id.startsWith(root) ? id.slice(root.length) : id);
const isOfServer = (id: string): boolean => {
  const path = pathOf(id);
  return /^(node:|\0?__vite-browser-external)/.test(path) || (SERVER_ONLY.test(path) && !ALLOWED.has(path));
};

/**
 * Fails the build when a part of the server, or a `node:` module, would be shipped to the browser; names all of them.
 * `--mode development` only warns.
 */
function browserOnly(strict: boolean): Plugin {
  return {
    name: 'medley:browser-only',
    apply: 'build',
    generateBundle(_, bundle) {
      const found = Object.values(bundle).flatMap((part) =>
        part.type === 'chunk'
          ? part.moduleIds.filter(isOfServer).map((id) => `${pathOf(id)} (in ${part.fileName})`)
          : [],
      );
      if (found.length === 0) return;
      const words = `Of the server, but imported by a screen:\n  ${found.join('\n  ')}`;
      if (strict) this.error(words);
      else this.warn(words);
    },
  };
}

export default defineConfig(({ mode }) => ({
  root: 'web',
  publicDir: 'public',
  plugins: [react(), browserOnly(mode !== 'development')],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    reportCompressedSize: false,
  },
  server: { fs: { allow: ['..'] } },
}));
