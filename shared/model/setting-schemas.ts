import { z } from 'zod';
import { settingKinds } from './setting-kinds.ts';
import {
  placeOf,
  type SettingKey,
  settingKeys,
  type SettingPart,
  settingParts,
  settings,
  type Settings,
  type SettingsChange,
} from './workspace-settings.ts';

/** A setting's part as a schema that is made of the schema of each setting in it. */
function schemaOf(part: SettingPart, of: (key: SettingKey) => z.ZodType, whole: (shape: z.ZodRawShape) => z.ZodType) {
  const shape: Record<string, z.ZodType> = {};
  for (const key of settingKeys) {
    const place = placeOf(key);
    if (place.part !== part) continue;
    if (place.name === null) return of(key);
    shape[place.name] = of(key);
  }
  return whole(shape);
}

function partsAs(schema: (part: SettingPart) => z.ZodType): z.ZodRawShape {
  return Object.fromEntries(settingParts.map((part) => [part, schema(part)]));
}

const kindOf = (key: SettingKey): z.ZodType => settingKinds[settings[key].kind];

export const settingsSchema = z.strictObject(
  partsAs((part) => schemaOf(part, kindOf, (shape) => z.strictObject(shape))),
) as z.ZodType as z.ZodObject<{ [Part in SettingPart]: z.ZodType<Settings[Part]> }>;

export const settingsChangeSchema = z.strictObject(
  partsAs((part) => schemaOf(part, kindOf, (shape) => z.strictObject(shape).partial()).optional()),
) as z.ZodType as z.ZodObject<{
  [Part in SettingPart]: z.ZodOptional<z.ZodType<NonNullable<SettingsChange[Part]>>>;
}>;

const orDefault = (key: SettingKey): z.ZodType => kindOf(key).catch(settings[key].default);
const objectIn = (value: unknown): unknown => (typeof value === 'object' && value !== null ? value : {});

/** What is stored of each part: what nobody has set, or can't be read, has its default. */
export const storedParts = Object.fromEntries(
  settingParts.map((part) => [part, schemaOf(part, orDefault, (shape) => z.preprocess(objectIn, z.object(shape)))]),
) as unknown as { readonly [Part in SettingPart]: z.ZodType<Settings[Part]> };

/** What holds where nobody has set anything. */
export const defaultSettings: Settings = settingsSchema.parse(
  Object.fromEntries(settingParts.map((part) => [part, storedParts[part].parse(undefined)])),
);
