/**
 * Loaded before the desktop's built main process (`node --import`): where that asks for `electron`, it gets the stand-in,
 * which drives a real Chromium. The main process, preload, utility host and renderer are the built ones, unchanged.
 */
import { registerHooks } from 'node:module';

const standIn = new URL('./stand-in.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context),
});
