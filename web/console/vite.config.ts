import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

// Everything ships as files of our own origin: the console's policy allows no inline script, no
// inline style and no other host.
export default defineConfig({
  plugins: [svelte()],
  publicDir: false,
  cacheDir: '../../node_modules/.vite',
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    target: 'es2022',
    // One file for a whole shift, kept by the browser: nothing is loaded in the middle of a call.
    chunkSizeWarningLimit: 800,
  },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
})
