#!/usr/bin/env node
import { writeSync } from 'fs';
import { failureOf } from './io/failure';
import { main } from './main';
import { visible } from '../../src/text/visible';

// What no command waits for, such as a timer.
process.on('uncaughtException', (error) => {
  const { status, text } = failureOf(error);
  try {
    writeSync(process.stderr.fd, `${text.split('\n').map(visible).join('\n')}\n`);
  } finally {
    process.exit(status);
  }
});

void main(process.argv.slice(2), process).then((status) => {
  process.exitCode = status;
});
