import { useRoute } from '#renderer/app/router.ts';
import { showAddress } from './address.ts';
import { askAhead } from './load.ts';
import { queueParams } from './params.ts';

/** Asks for the first rows of what the address says, before there is a list to show them. */
export function beginQueue(): void {
  showAddress(queueParams.read(useRoute.getState().params));
  askAhead();
}
