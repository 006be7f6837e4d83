'use strict';

/* Loaded before a command: it writes what the process took, as `process.resourceUsage` says, to the file descriptor 3. */
const fs = require('node:fs');

process.on('exit', () => fs.writeSync(3, JSON.stringify(process.resourceUsage())));
