#!/usr/bin/env node
import { runCommandLine } from './program.ts';

// npm runs a script in the package's folder; paths are meant from where the person is who typed them.
const { npm_lifecycle_event: script, INIT_CWD: typedIn } = process.env;
if (script === 'gridline' && typedIn) process.chdir(typedIn);

process.exitCode = await runCommandLine(process.argv.slice(2));
