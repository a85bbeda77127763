import { hearBegun } from '#renderer/data/issues/changes.ts';
import { deselect } from './cursor.ts';

// For as long as the page lives: what is acted on, wherever that is, is chosen no longer.
hearBegun(deselect);
