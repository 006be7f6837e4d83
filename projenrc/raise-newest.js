// Raises the pin of the newest aws-cdk-lib in .projenrc.ts to what the registry calls latest.
const { execFileSync } = require('node:child_process');
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const projenrc = join(__dirname, '..', '.projenrc.ts');
const latest = execFileSync('npm', ['view', 'aws-cdk-lib', 'version'], { encoding: 'utf8' }).trim();
if (!/^2\.\d+\.\d+$/.test(latest)) throw new Error(`aws-cdk-lib's latest version is "${latest}", not a release of 2.x`);

const pin = /(?<=const CDK_NEWEST = ')[^']+/;
const source = readFileSync(projenrc, 'utf8');
if (!pin.test(source)) throw new Error(`${projenrc} has no pin CDK_NEWEST`);
writeFileSync(projenrc, source.replace(pin, latest));
