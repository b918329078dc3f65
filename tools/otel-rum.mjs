#!/usr/bin/env node
// @ts-check
// npx otel-rum <command>: the commands of the package. They need only Node, and add nothing to what a browser loads.
import { doctorCommand } from './doctor/command.mjs';

const [command, ...args] = process.argv.slice(2);
if (command === 'doctor') process.exitCode = await doctorCommand(args);
else {
  const isHelp = command === undefined || command === 'help' || command === '--help';
  const text = `usage: npx otel-rum doctor URL [options]\n\n  doctor   checks a page and its OTLP endpoint, and says what to change\n`;
  (isHelp ? process.stdout : process.stderr).write(isHelp ? text : `unknown command '${command}'\n\n${text}`);
  process.exitCode = isHelp ? 0 : 2;
}
