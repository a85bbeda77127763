import { defineParams, oneOf } from '#renderer/app/search-params.ts';

const parts = ['general', 'people'] as const;
export type SettingsPart = (typeof parts)[number];

/** Which part of the settings stands in the address: `?part=people`. */
export const settingsParams = defineParams<{ readonly part: SettingsPart }>({
  part: oneOf<SettingsPart>('part', parts, 'general'),
});
