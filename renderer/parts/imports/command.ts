import { defineCommand } from '#renderer/app/commands/command.ts';
import { chooseFiles } from './import-files.ts';

export const importCommand = defineCommand({
  id: 'import',
  label: 'Import EDI files…',
  group: 'Act',
  keys: [],
  where: 'everywhere',
  run: chooseFiles,
});
